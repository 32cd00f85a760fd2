/** Policies in the shapes that people write them in, for tests that must hold for all. */
export interface Shape {
  readonly name: string;
  readonly uri: string;
  readonly text: string;
}

const markdown = (name: string, text: string): Shape => ({ name, uri: "/policies/policy.md", text });
const yaml = (name: string, text: string): Shape => ({ name, uri: "/policies/policy.yaml", text });

const plain = `# Backup policy

## Purpose

We keep copies of our data.

## Scope

This policy applies to all systems.

## Review

The owner reviews this policy every year.
`;

export const markdownShapes: readonly Shape[] = [
  markdown("plain", plain),
  markdown("CRLF", plain.replaceAll("\n", "\r\n")),
  markdown("no final newline", plain.trimEnd()),
  markdown("front matter", `---\ntitle: Backup policy\nowner: CISO\n---\n\n${plain}`),
  markdown("front matter, CRLF", `---\ntitle: Backup policy\nowner:\n---\n\n${plain}`.replaceAll("\n", "\r\n")),
  markdown("empty front matter", `---\n---\n${plain}`),
  markdown("front matter only", "---\ntitle: Backup policy\nowner: ''\n---"),
  markdown(
    "numbered",
    "# Backup policy\n\n## 1. Purpose\n\nWe keep copies.\n\n## 2. Scope\n\nAll systems.\n\n## 3. Review\n\nEvery year.\n",
  ),
  markdown(
    "numbered, nested",
    "# 5 Backup\n\n## 5.1 Purpose\n\nWe keep copies.\n\n### 5.1.1 Aim\n\nNo loss.\n\n## 5.2 Scope\n\nAll systems.\n",
  ),
  markdown(
    "bold, numbered headings",
    "# **Backup policy**\n\n## **1. Purpose**\n\nWe keep copies.\n\n## **2. Scope**\n\nAll systems.\n",
  ),
  markdown("H2 only", "## Purpose\n\nWe keep copies.\n\n## Scope\n\nAll systems.\n"),
  markdown("H1 only", "# Purpose\n\nWe keep copies.\n\n# Scope\n\nAll systems.\n\n# Review\n\nEvery year.\n"),
  markdown(
    "setext",
    "Backup policy\n=============\n\nPurpose\n-------\n\nWe keep copies.\n\nScope\n-----\n\nAll systems.\n",
  ),
  markdown("closed headings", "# Backup policy #\n\n## Purpose ##\n\nWe keep copies.\n\n## Scope ##\n\nAll systems.\n"),
  markdown(
    "bold lines",
    "**Backup policy**\n\nIntroduction to it.\n\n**Purpose**\n\nWe keep copies.\n\n**Scope**\n\nAll systems.\n",
  ),
  markdown(
    "bold list items",
    "# Backup policy\n\n1. **Purpose**\n\n   We keep copies.\n\n2. **Scope**\n\n   All systems.\n",
  ),
  markdown("emoji", "# 🔐 Backup policy\n\n## 🎯 Purpose\n\nWe keep copies 🎉 of it.\n\n## 🌍 Scope\n\nAll systems.\n"),
  markdown("title only", "# Backup policy\n"),
  markdown("title without newline", "# Backup policy"),
  markdown("no headings", "We back up all data every night.\n"),
  markdown("empty", ""),
  markdown("blank", "\n\n"),
  markdown(
    "lists",
    "# Backup policy\n\n## Purpose\n\nThe aims are:\n\n- Keep all of our data safe.\n- Restore it within four hours.\n\n## Scope\n\n1. All systems that hold data.\n2. All people who work here.\n   - Contractors are people too.\n\n## Review\n- [ ] The owner reviews it every year.\n",
  ),
  markdown(
    "loose list",
    "# Backup policy\n\n## Purpose\n\n* Keep all of our data safe.\n\n* Restore it within four hours.\n",
  ),
  markdown(
    "table of fields",
    "# Backup policy\n\n| Field | Value |\n|---|---|\n| Owner | CISO |\n| Version |  |\n\n## Purpose\n\nWe keep copies.\n",
  ),
  markdown(
    "bold table of fields",
    "# Backup policy\n\n| | |\n|---|---|\n| **Owner** | CISO |\n| **Version** | 1.0 |\n\n## Purpose\n\nWe keep copies.\n",
  ),
  markdown("lines", "# Backup policy\n\n**Owner:** CISO  \n**Version:** 1.0\n\n## Purpose\n\nWe keep copies.\n"),
  markdown(
    "lines with empty value",
    "# Backup policy\n\n**Owner**:\n**Version**: 1.0\n\n## Purpose\n\nWe keep copies.\n",
  ),
  markdown(
    "lines in a list",
    "# Backup policy\n\n- **Owner:** CISO\n- **Version:** 1.0\n\n## Purpose\n\nWe keep copies.\n",
  ),
  markdown(
    "lines in a quote",
    "# Backup policy\n\n> **Owner:** CISO\n> **Version:** 1.0\n\n## Purpose\n\nWe keep copies.\n",
  ),
  markdown(
    "lines with bars",
    "# Backup policy\n\n**Version:** 1.0 | **Owner:** CISO\n\n## Purpose\n\nWe keep copies.\n",
  ),
  markdown("footer", `${plain}\n---\n\n*Document Owner: GRC lead | Version: 1.0*\n`),
  markdown(
    "rules between",
    "# Backup policy\n\n---\n\n## Purpose\n\nWe keep copies.\n\n---\n\n## Scope\n\nAll systems.\n",
  ),
  markdown("open fence at the end", "# Backup policy\n\n## Purpose\n\nWe keep copies.\n\n```sh\nbackup --all\n"),
  markdown(
    "comments and code",
    "# Backup policy\n\n## Purpose\n\nWe keep copies.\n\n```sh\n# no heading\n```\n\n<!-- note -->\n\n## Scope\n\nAll systems.\n",
  ),
];

export const yamlShapes: readonly Shape[] = [
  yaml(
    "plain",
    'title: Backup policy\nowner: CISO\nversion: "1.0"\n\npurpose: |\n  We keep copies of our data.\n  We test them.\n\nscope: >-\n  This policy applies to all systems and to everybody\n  who works with them.\n\nrules:\n  - Back up all data every night.\n  - Test the restore every quarter.\n\nreview: The owner reviews this policy once a year in March.\n',
  ),
  yaml(
    "CRLF",
    "title: Backup policy\r\nowner:\r\n\r\npurpose: |\r\n  We keep copies of our data.\r\n\r\nscope:\r\n  - all systems we run ourselves\r\n",
  ),
  yaml("no final newline", "title: Backup policy\npurpose: |\n  We keep copies of our data."),
  yaml(
    "nested",
    "title: Backup policy\npurpose:\n  aim: We keep copies.\n  reasons:\n    - Disks fail now and then.\nscope:\n  systems: All of them.\n",
  ),
  yaml(
    "wrapped",
    "policy:\n  title: Backup policy\n  owner: CISO\n  purpose: |\n    We keep copies.\n  scope: |\n    All systems.\n",
  ),
  yaml(
    "list of sections",
    "title: Backup policy\nowner: ~\nsections:\n  - title: Purpose\n    text: |\n      We keep copies.\n  - title: Scope\n    text: All systems.\n",
  ),
  yaml("root list", "- title: Purpose\n  text: We keep copies.\n- title: Scope\n  text: All systems.\n"),
  yaml("flow", "{title: Backup policy, purpose: [We keep copies of it.], scope: {systems: All of them.}}\n"),
  yaml(
    "JSON",
    '{\n  "title": "Backup policy",\n  "purpose": "We keep copies of all of the data that matters to us.",\n  "scope": ["All systems."]\n}\n',
  ),
  yaml("two documents", "title: Backup policy\npurpose: |\n  We keep copies.\n---\nscope: |\n  All systems.\n"),
  yaml(
    "comments",
    "# A policy\ntitle: Backup policy # the name\n\n# why\npurpose: | # block\n  We keep copies.\n\n# where\nscope: # list\n  - All systems. # all\n",
  ),
  yaml("empty section", "title: Backup policy\npurpose:\nscope: |\n  All systems.\n"),
  yaml("empty", ""),
];
