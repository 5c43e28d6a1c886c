export {
  createApi,
  type EmulatorApi,
  type EmulatorRequest,
  type EmulatorResponse,
  MAX_BODY_BYTES,
} from "./api";
export { BoundedBody } from "./boundedBody";
