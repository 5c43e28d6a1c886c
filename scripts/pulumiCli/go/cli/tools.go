//go:build tools

// Package tools names what this module is for, so that `go mod tidy` keeps it: the Pulumi CLI of the version in go.mod.
package tools

import (
	_ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
)
