import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { projectRoot } from "./library.ts";

export interface CliRun {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A folder of its own with files in it, and the bundled command line to run there. */
export interface CliFolder {
  readonly path: string;
  put(file: string, content: string | Buffer): Promise<void>;
  read(file: string): Promise<string>;
  /** Runs `codicil` in the folder; no colours, a fixed day. */
  run(...args: string[]): Promise<CliRun>;
  /** The same with a text on standard input. */
  runWithInput(input: string, ...args: string[]): Promise<CliRun>;
  remove(): Promise<void>;
}

const program = path.join(projectRoot, "server/bin/codicil.mjs");

/** @param name  of the folder, which commands see */
export async function createCliFolder(
  files: Readonly<Record<string, string | Buffer>> = {},
  name = "policies (draft) [1] ü",
): Promise<CliFolder> {
  if (!existsSync(path.join(projectRoot, "server/dist/cli.mjs"))) {
    throw new Error("The command line is not built; run: npm run build");
  }
  const parent = await mkdtemp(path.join(tmpdir(), "codicil-cli-"));
  const folder = path.join(parent, name);
  const put = async (file: string, content: string | Buffer): Promise<void> => {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), content);
  };
  await mkdir(folder);
  for (const [file, content] of Object.entries(files)) await put(file, content);
  return {
    path: folder,
    put,
    read: (file) => readFile(path.join(folder, file), "utf8"),
    run: (...args) => runCli(args, folder),
    runWithInput: (input, ...args) => runCli(args, folder, {}, input),
    remove: () => rm(parent, { recursive: true }),
  };
}

/** Runs the bundled command line in a folder. */
export function runCli(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
  input = "",
): Promise<CliRun> {
  const dated = args[0] === "check" && !args.includes("--today") ? [...args, "--today", "2026-11-24"] : args;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...dated], { cwd, env: { ...process.env, NO_COLOR: "1", ...env } });
    let out = "";
    let err = "";
    child.stdout.setEncoding("utf8").on("data", (part: string) => (out += part));
    child.stderr.setEncoding("utf8").on("data", (part: string) => (err += part));
    child.stdin.end(input);
    child.on("error", reject).on("close", (code) => resolve({ code, out, err }));
  });
}

/** A policy that has everything but what a test leaves out; nothing is found in it. */
export const soundPolicy = `---
title: Cryptography policy
owner: Head of Security
version: "1.2"
status: approved
classification: internal
approved-by: Chief Executive Officer
approved-on: 2026-09-01
effective-date: 2026-09-01
next-review: 2027-09-01
---

# Cryptography policy

## Purpose

This policy says how cryptography protects our information.

## Scope

It applies to all systems and to all staff.

## Policy

Data must be encrypted with AES-256 at rest and with TLS 1.3 in transit, as ISO/IEC 27001:2022 A.8.24 asks. The Platform Lead must generate, store, rotate
and destroy cryptographic keys in the key management service.

The Legal Counsel must identify and keep a register of the legal, regulatory and contractual requirements for information security.

## Roles and responsibilities

The Head of Security must keep this policy. The Platform Lead must see to its rules in operation.

## Exceptions

The Head of Security may grant an exception in writing for at most six months.

## Monitoring and compliance

The Head of Security must check every quarter that the rules are followed, and record the result.

## Enforcement

Whoever breaks this policy may face the disciplinary process.

## Review

The Head of Security must review this policy every year.

## Related documents

- Information security policy

## Revision history

| Version | Date | Change |
|---|---|---|
| 1.2 | 2026-09-01 | Keys are rotated |
`;
