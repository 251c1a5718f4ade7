import { refusalOf } from "../../aws/refused";

const errorOf = (members: object) => Object.assign(new Error("AWS says no."), members);

/** Errors of the services' API models, and what S3 has in its documentation only. */
const kinds = {
  missing: [
    "AWSOrganizationsNotInUseException",
    "EntityNotFoundException",
    "NoSuchBucket",
    "NoSuchBucketPolicy",
    "NoSuchEntityException",
    "NoSuchResourceException",
    "NotFoundException",
    "ObjectLockConfigurationNotFoundError",
    "ParentNotFoundException",
    "QueueDoesNotExist",
    "ResourceNotFound",
    "ResourceNotFoundException",
    "ServerSideEncryptionConfigurationNotFoundError",
    "StateMachineDoesNotExist",
    "TrailNotFoundException",
    "TypeNotFoundException",
  ],
  denied: [
    "AccessDenied",
    "AccessDeniedException",
    "AuthorizationErrorException",
    "CredentialsProviderError",
    "DependencyAccessDeniedException",
    "ExpiredToken",
    "ExpiredTokenException",
    "InvalidSignatureException",
    "KmsAccessDeniedException",
    "SignatureDoesNotMatch",
    "TokenProviderError",
    "UnauthorizedOperation",
  ],
  off: [
    "AuthFailure",
    "InvalidClientTokenId",
    "OptInRequired",
    "RegionDisabledException",
    "UnrecognizedClientException",
  ],
  other: ["InvalidNextTokenException", "InvalidParameterException", "ThrottlingException", "ValidationException"],
} as const;

test.each(Object.entries(kinds).flatMap(([kind, names]) => names.map((name) => [name, kind] as const)))(
  "%s is %s",
  (name, kind) => {
    const error = errorOf({ name, $metadata: { httpStatusCode: 400 } });

    const refusal = refusalOf(error, true);

    expect(refusal).toMatchObject({ kind, code: name });
  },
);

test.each(["InvalidClientTokenId", "UnrecognizedClientException"])(
  "%s is about the credentials where they are not proven elsewhere",
  (name) => {
    const refusal = refusalOf(errorOf({ name, $metadata: { httpStatusCode: 403 } }), false);

    expect(refusal.kind).toBe("denied");
  },
);

test.each([
  [404, "missing"],
  [403, "denied"],
  [409, "other"],
])("an answer without a name that says it is told by its status: %d is %s", (httpStatusCode, kind) => {
  const refusal = refusalOf(errorOf({ name: "Unknown", $metadata: { httpStatusCode } }), true);

  expect(refusal.kind).toBe(kind);
});

test.each([
  { code: "ECONNREFUSED" },
  { code: "ENOTFOUND" },
  { code: "ECONNRESET", name: "TimeoutError" },
  { code: "ECONNREFUSED", $metadata: { attempts: 6 } },
])("who can't be reached is refused with what the network says: %j", (members) => {
  const refusal = refusalOf(errorOf(members), true);

  expect(refusal).toEqual({ kind: "other", code: members.code, message: `AWS can't be reached (${members.code}).` });
});

test("a mistake of ours is no refusal", () => {
  const error = new TypeError("x is undefined");

  expect(() => refusalOf(error, true)).toThrow(error);
});
