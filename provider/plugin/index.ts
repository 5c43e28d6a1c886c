#!/usr/bin/env node
/** The executable `pulumi-resource-confluent-sso`: the provider plugin, which serves programs in every Pulumi language. */
import { startServer } from "./server";

void startServer();
