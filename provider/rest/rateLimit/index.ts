export * from "./adaptivePacer";
export * from "./rateLimitWindow";
export * from "./rateLimiter";
export * from "./throttlePause";
