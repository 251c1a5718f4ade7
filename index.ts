export { loadOrganization } from "./config/load-organization";
export { OrganizationApp } from "./stacks/organization-app";
