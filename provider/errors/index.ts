export * from "./display";
export * from "./errorCodes";
export * from "./providerError";
export * from "./redaction";
export * from "./requestContext";
