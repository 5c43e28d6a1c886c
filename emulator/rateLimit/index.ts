export { RateLimitSimulator } from "./rateLimitSimulator";
