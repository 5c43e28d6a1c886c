//go:build tools

// Package tools names what this module is for, so that `go mod tidy` keeps it: the Node.js language host. The version
// in go.mod is the newest published one that holds it; it serves the far newer CLI of the module beside this one.
package tools

import (
	_ "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs"
)
