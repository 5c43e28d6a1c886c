// Writes the SDKs that Pulumi generates from a schema for Go and for Python, to the subfolders `go` and `python`.
//
//	generate schema.json folder
package main

import (
	"encoding/json"
	"log"
	"os"
	"path/filepath"

	golang "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

func main() {
	spec, err := os.ReadFile(os.Args[1])
	check(err)
	write(filepath.Join(os.Args[2], "go"), func() (map[string][]byte, error) {
		return golang.GeneratePackage("generate", bind(spec), nil)
	})
	write(filepath.Join(os.Args[2], "python"), func() (map[string][]byte, error) {
		return python.GeneratePackage("generate", bind(spec), nil, nil)
	})
}

// Each generator changes the package that it gets.
func bind(text []byte) *schema.Package {
	var spec schema.PackageSpec
	check(json.Unmarshal(text, &spec))
	pkg, diagnostics, err := schema.BindSpec(spec, schema.NewNullLoader(), schema.ValidationOptions{})
	check(err)
	if len(diagnostics) > 0 {
		log.Fatal(diagnostics)
	}
	pkg.SupportPack = true // as `pulumi package add` does
	return pkg
}

func write(folder string, generate func() (map[string][]byte, error)) {
	files, err := generate()
	check(err)
	for name, content := range files {
		file := filepath.Join(folder, name)
		check(os.MkdirAll(filepath.Dir(file), 0o755))
		check(os.WriteFile(file, content, 0o644))
	}
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
