import { idInLocation, parsePageToken } from "../../../provider/rest/http";

test.each<[string, string, string | undefined]>([
  ["a full URL", "https://api.confluent.cloud/iam/v2/sso/group-mappings?page_token=abc", "abc"],
  ["another host and path", "https://confluent.cloud/api/iam/v2/sso/group-mappings?page_token=abc", "abc"],
  ["a relative URL", "/iam/v2/sso/group-mappings?page_size=10&page_token=abc", "abc"],
  ["a malformed URL", "http://[::bad/group-mappings?page_token=abc&page_size=10", "abc"],
  ["only a query", "?page_token=abc", "abc"],
  ["a token that is encoded", "/x?page_token=a%2Fb%3D%3D", "a/b=="],
  ["a token with an invalid encoding", "/x?page_token=100%", "100%"],
  ["a URL with a fragment", "/x?page_token=abc#top", "abc"],
  ["padding that is not encoded", "/x?page_token=abc==", "abc=="],
  ["no token", "/x?page_size=10", undefined],
  ["an empty token", "/x?page_token=&page_size=10", undefined],
  ["a parameter with a longer name", "/x?my_page_token=abc", undefined],
  ["no query", "https://api.confluent.cloud/page_token=abc", undefined],
])("parses the page token of %s", (_what, next, token) => {
  expect(parsePageToken(next)).toBe(token);
});

test.each<[string, string | undefined, string | undefined]>([
  ["a full URL", "https://api.confluent.cloud/iam/v2/sso/group-mappings/group-a", "group-a"],
  ["a relative URL", "/iam/v2/sso/group-mappings/group-a", "group-a"],
  ["a URL that ends in a slash", "/iam/v2/sso/group-mappings/group-a/", "group-a"],
  ["a URL with a query", "/iam/v2/sso/group-mappings/group-a?version=2", "group-a"],
  ["a URL with a fragment", "/iam/v2/sso/group-mappings/group-a/#top", "group-a"],
  ["an encoded URL", "/iam/v2/sso/group-mappings/group%20a", "group a"],
  ["a URL with an invalid encoding", "/iam/v2/sso/group-mappings/100%", "100%"],
  ["a resource under the mapping", "/iam/v2/sso/group-mappings/group-a/roles", undefined],
  ["the collection itself", "/iam/v2/sso/group-mappings/", undefined],
  ["another collection", "/iam/v2/sso/identity-providers/op-a", undefined],
  ["nothing", undefined, undefined],
])("parses the id in a Location of %s", (_what, location, id) => {
  expect(idInLocation(location)).toBe(id);
});
