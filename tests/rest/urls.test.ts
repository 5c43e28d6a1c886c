import { pageTokenOf } from "../../provider/rest/urls";

test.each<[string, string, string | undefined]>([
  ["a full URL", "https://api.confluent.cloud/iam/v2/sso/group-mappings?page_token=abc", "abc"],
  ["another host and path", "https://confluent.cloud/api/iam/v2/sso/group-mappings?page_token=abc", "abc"],
  ["a relative URL", "/iam/v2/sso/group-mappings?page_size=10&page_token=abc", "abc"],
  ["a malformed URL", "http://[::bad/group-mappings?page_token=abc&page_size=10", "abc"],
  ["the query alone", "?page_token=abc", "abc"],
  ["a token that is encoded", "/x?page_token=a%2Fb%3D%3D", "a/b=="],
  ["a token that is encoded wrongly", "/x?page_token=100%", "100%"],
  ["a fragment behind it", "/x?page_token=abc#top", "abc"],
  ["padding that is not encoded", "/x?page_token=abc==", "abc=="],
  ["no token", "/x?page_size=10", undefined],
  ["an empty token", "/x?page_token=&page_size=10", undefined],
  ["a parameter of a longer name", "/x?my_page_token=abc", undefined],
  ["no query", "https://api.confluent.cloud/page_token=abc", undefined],
])("of %s", (_what, next, token) => {
  expect(pageTokenOf(next)).toBe(token);
});
