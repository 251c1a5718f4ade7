import js from "@eslint/js";
import ts from "typescript-eslint";

const composedRegex = {
  selector: ":matches(NewExpression, CallExpression)[callee.name='RegExp']",
  message: "Only literals can be judged by npm run lint:regex. Write one, or compare texts without it.",
};

export default ts.config(
  { ignores: ["cdktf.out/", "coverage/", "dist/", "node_modules/"] },
  js.configs.recommended,
  {
    files: ["**/*.ts", "**/*.mts"],
    extends: [...ts.configs.strictTypeChecked, ...ts.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              // CDKTF's, and that of its successor: scripts/test-cdktn.ts.
              regex: "^@cdkt[fn]/provider-aws$",
              message: "The barrel costs 3 s and 500 MB: import from its lib/<resource>.",
            },
          ],
        },
      ],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // Constructs add themselves to their scope.
      "no-new": "off",
      "@typescript-eslint/no-unused-vars": "error",
    },
  },
  {
    files: ["**/*.ts"],
    ignores: ["__tests__/**/*.ts"],
    rules: {
      // A function is read on one screen, and a call without counting its parameters.
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
      "max-params": ["error", 4],
    },
  },
  {
    files: [
      "config/**/*.ts",
      "organization/**/*.ts",
      "reads/**/*.ts",
      "detections/**/*.ts",
      "harm/**/*.ts",
      "modules/**/*.ts",
      "patterns/**/*.ts",
      "stacks/**/*.ts",
    ],
    ignores: ["organization/names/naming.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        {
          selector:
            ":matches(Literal[value=/^arn:aws:/], Literal[regex.pattern=/arn:aws/], TemplateElement[value.raw=/arn:aws/])",
          message:
            "ARNs are written in organization/names/, for every partition, and patterns of them begin with arnStart.",
        },
        composedRegex,
      ],
    },
  },
  {
    files: [
      ...["health", "messages", "pipeline", "plan", "resources", "review", "text"].map((room) => `${room}/**/*.ts`),
      // Recorded events have ARNs in them.
      "detections/**/*.ts",
    ],
    rules: { "no-restricted-syntax": ["error", composedRegex] },
  },
  {
    files: ["cli/**/*.ts", "main.ts"],
    rules: {
      "no-console": "error",
      "no-restricted-syntax": [
        "error",
        composedRegex,
        {
          selector: "CallExpression[callee.object.object.name='process'][callee.property.name='write']",
          message: "text/print.ts writes, and takes only what is ready for a terminal.",
        },
      ],
    },
  },
  {
    // Put together of constants: those of the schema are judged where they stand in the JSON Schema, the other is one class of characters.
    files: ["config/schema/**/*.ts", "text/visible.ts"],
    rules: { "no-restricted-syntax": "off" },
  },
  {
    files: ["scripts/requests/mutations/**/*.ts"],
    // Terraform's JSON, spoilt on purpose: no type of ours describes what is put in there.
    rules: {
      "@typescript-eslint/no-explicit-any": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
    },
  },
  {
    files: ["**/*.mjs", "**/*.cjs"],
    languageOptions: { globals: { URL: "readonly", console: "readonly", process: "readonly", module: "writable" } },
  },
);
