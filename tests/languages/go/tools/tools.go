//go:build tools

// Package tools imports the YAML language host, so that `go mod tidy` keeps its version in go.mod.
package tools

import (
	_ "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml"
)
