/**
 * What makes a URL unfit for credentials to be sent to, or undefined where nothing does: they must go to https, except to
 * this machine itself. A password in it is not shown.
 */
export function problemOfUrl(text: string): string | undefined {
  if (/[\s\\]/.test(text)) {
    return "holds white space or a backslash";
  }
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    return "is not a URL that begins with https://";
  }
  if (url.username !== "" || url.password !== "") {
    return "holds a user name or a password; credentials have settings of their own";
  }
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    return `is not https (${url.origin}): the credentials would travel in the clear`;
  }
  return undefined;
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
