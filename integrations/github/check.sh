#!/usr/bin/env bash
# What the GitHub Action runs: the check with annotations and SARIF, then what a pull request changes in the coverage.
# Exit code: that of the check where it fails, else that of the comparison.
set -uo pipefail

codicil() {
  npx --yes "codicil@${CODICIL_VERSION}" "$@"
}

paths=()
while IFS= read -r line; do
  if [ -n "$line" ]; then paths+=("$line"); fi
done <<<"${CODICIL_PATHS:-.}"

# Set in pull requests only.
base=""
if [ -n "${GITHUB_BASE_REF:-}" ]; then base="origin/${GITHUB_BASE_REF}"; fi

options=(--format github --format "sarif=${CODICIL_SARIF}" --fail-on "${CODICIL_FAIL_ON}")
if [ "${CODICIL_CHANGED}" = true ] && [ -n "$base" ]; then options+=("--changed=${base}"); fi

codicil check "${options[@]}" -- "${paths[@]}"
checked=$?

if [ -f "${CODICIL_SARIF}" ]; then
  echo "sarif-file=${CODICIL_FOLDER:-.}/${CODICIL_SARIF}" >>"${GITHUB_OUTPUT}"
fi

compared=0
if [ "${CODICIL_COVERAGE_DIFF}" = true ] && [ -n "$base" ]; then
  fails=lost
  if [ "${CODICIL_FAIL_ON}" = never ]; then fails=never; fi
  codicil coverage --diff "$base" --fail-on "$fails" --format markdown -- "${paths[@]}" >>"${GITHUB_STEP_SUMMARY}"
  compared=$?
  if [ "$compared" -eq 1 ]; then
    echo "::error title=codicil::This change makes a requirement lose coverage: see the summary of this run."
  fi
fi

if [ "$checked" -ne 0 ]; then exit "$checked"; fi
exit "$compared"
