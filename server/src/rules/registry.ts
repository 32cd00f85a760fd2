// Written by scripts/gen.mjs from the files of this folder. Do not edit.
import { rule as aiConsiderationMissing } from "./ai/consideration-missing.ts";
import { rule as aiIncidentNotPrepared } from "./ai/incident-not-prepared.ts";
import { rule as aiRiskNotConsidered } from "./ai/risk-not-considered.ts";
import { rule as applicabilityContradictsDecision } from "./applicability/contradicts-decision.ts";
import { rule as applicabilityExcludedButClaimed } from "./applicability/excluded-but-claimed.ts";
import { rule as applicabilityIncludedWithoutEvidence } from "./applicability/included-without-evidence.ts";
import { rule as applicabilityMissingJustification } from "./applicability/missing-justification.ts";
import { rule as applicabilityWrongControls } from "./applicability/wrong-controls.ts";
import { rule as coverageClaimedWithoutEvidence } from "./coverage/claimed-without-evidence.ts";
import { rule as coverageEvidencedNotDeclared } from "./coverage/evidenced-not-declared.ts";
import { rule as coverageExpectedControlMissing } from "./coverage/expected-control-missing.ts";
import { rule as coveragePartiallyCovered } from "./coverage/partially-covered.ts";
import { rule as integrationBlurredRiskCriteria } from "./integration/blurred-risk-criteria.ts";
import { rule as integrationImpactAssessmentMissing } from "./integration/impact-assessment-missing.ts";
import { rule as integrationMixedApplicability } from "./integration/mixed-applicability.ts";
import { rule as integrationOneSidedClauses } from "./integration/one-sided-clauses.ts";
import { rule as integrationOneSidedDataGovernance } from "./integration/one-sided-data-governance.ts";
import { rule as integrationOneSidedRecords } from "./integration/one-sided-records.ts";
import { rule as integrationParallelClauses } from "./integration/parallel-clauses.ts";
import { rule as metadataMissingApproval } from "./metadata/missing-approval.ts";
import { rule as metadataMissingOwner } from "./metadata/missing-owner.ts";
import { rule as metadataMissingReviewDate } from "./metadata/missing-review-date.ts";
import { rule as metadataMissingVersion } from "./metadata/missing-version.ts";
import { rule as metadataOverdueReview } from "./metadata/overdue-review.ts";
import { rule as referencesAmbiguousControl } from "./references/ambiguous-control.ts";
import { rule as referencesBrokenLink } from "./references/broken-link.ts";
import { rule as referencesMistitledControl } from "./references/mistitled-control.ts";
import { rule as referencesOutdatedControl } from "./references/outdated-control.ts";
import { rule as referencesUnknownControl } from "./references/unknown-control.ts";
import { rule as structureEmptySection } from "./structure/empty-section.ts";
import { rule as structureMissingSection } from "./structure/missing-section.ts";
import { rule as structureUnfilledPlaceholder } from "./structure/unfilled-placeholder.ts";
import type { Rule } from "./rule.ts";

/** Every rule, in the order of ids. */
export const rules: readonly Rule[] = [
  aiConsiderationMissing,
  aiIncidentNotPrepared,
  aiRiskNotConsidered,
  applicabilityContradictsDecision,
  applicabilityExcludedButClaimed,
  applicabilityIncludedWithoutEvidence,
  applicabilityMissingJustification,
  applicabilityWrongControls,
  coverageClaimedWithoutEvidence,
  coverageEvidencedNotDeclared,
  coverageExpectedControlMissing,
  coveragePartiallyCovered,
  integrationBlurredRiskCriteria,
  integrationImpactAssessmentMissing,
  integrationMixedApplicability,
  integrationOneSidedClauses,
  integrationOneSidedDataGovernance,
  integrationOneSidedRecords,
  integrationParallelClauses,
  metadataMissingApproval,
  metadataMissingOwner,
  metadataMissingReviewDate,
  metadataMissingVersion,
  metadataOverdueReview,
  referencesAmbiguousControl,
  referencesBrokenLink,
  referencesMistitledControl,
  referencesOutdatedControl,
  referencesUnknownControl,
  structureEmptySection,
  structureMissingSection,
  structureUnfilledPlaceholder,
];
