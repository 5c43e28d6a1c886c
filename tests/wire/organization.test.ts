import { organizationOf } from "../../provider/wire";

test.each<[string | undefined, string | undefined]>([
  ["crn://confluent.cloud/organization=0a-1b/group-mapping=group-a", "0a-1b"],
  ["crn://confluent.cloud/organization=0a-1b", "0a-1b"],
  ["crn:///organization=0a-1b/group-mapping=group-a", "0a-1b"],
  ["crn://confluent.cloud/environment=env-1/organization=0a-1b/", "0a-1b"],
  ["crn://confluent.cloud/organization=/group-mapping=group-a", undefined],
  ["crn://confluent.cloud/my-organization=0a-1b", undefined],
  ["crn://confluent.cloud/group-mapping=group-a", undefined],
  ["", undefined],
  [undefined, undefined],
])("organizationOf returns for %j %j", (resourceName, organization) => {
  expect(organizationOf(resourceName)).toBe(organization);
});
