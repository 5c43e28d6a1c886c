// A Go program with the generated SDK, run by the Automation API, which needs no language host.
//
//	program up | preview | destroy
package main

import (
	"context"
	"log"
	"os"

	"example.com/pulumi-confluent-sso/sdk/go/confluentsso"
	_ "example.com/pulumi-confluent-sso/sdk/go/confluentsso/config" // compiles the rest of the SDK
	"github.com/pulumi/pulumi/sdk/v3/go/auto"
	"github.com/pulumi/pulumi/sdk/v3/go/auto/optpreview"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func program(ctx *pulumi.Context) error {
	admins, err := confluentsso.NewGroupMapping(ctx, "admins", &confluentsso.GroupMappingArgs{
		DisplayName: pulumi.String("Admins of Go"),
		Filter:      pulumi.String(`"kafka-admins" in groups`),
	})
	if err != nil {
		return err
	}
	found := confluentsso.LookupGroupMappingOutput(ctx, confluentsso.LookupGroupMappingOutputArgs{
		Id: admins.ID().ToStringOutput(),
	})
	ctx.Export("principal", found.RoleBindingPrincipal())
	return nil
}

func main() {
	ctx := context.Background()
	stack, err := auto.UpsertStackInlineSource(ctx, "dev", "go", program)
	check(err)
	switch os.Args[1] {
	case "up":
		result, err := stack.Up(ctx)
		check(err)
		os.Stdout.WriteString(result.Outputs["principal"].Value.(string))
	case "preview":
		_, err := stack.Preview(ctx, optpreview.ExpectNoChanges())
		check(err)
	case "destroy":
		_, err := stack.Destroy(ctx)
		check(err)
	}
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
