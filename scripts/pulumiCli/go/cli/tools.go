//go:build tools

// Package tools imports the Pulumi CLI, so that `go mod tidy` keeps its version in go.mod.
package tools

import (
	_ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
)
