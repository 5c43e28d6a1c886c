//go:build tools

// Package tools imports the Node.js language host, so that `go mod tidy` keeps its version in go.mod. This is the newest
// published version, and it works with the much newer CLI in the other module.
package tools

import (
	_ "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs"
)
