import * as pulumi from "@pulumi/pulumi";
import { Team } from "./team";

// crn://confluent.cloud/organization=…
const organization = new pulumi.Config().require("organization");

const payments = new Team("payments", {
  groups: ["payments-developers", "payments-on-call"],
  roles: {
    [`${organization}/environment=env-abc123`]: "EnvironmentAdmin",
    [`${organization}/environment=env-def456`]: "Operator",
  },
});

const analytics = new Team("analytics", {
  groups: ["analytics"],
  roles: { [`${organization}/environment=env-abc123`]: "DataDiscovery" },
});

export const principals = { payments: payments.principal, analytics: analytics.principal };
