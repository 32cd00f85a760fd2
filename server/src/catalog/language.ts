import type { LanguageFile } from "./files.ts";
import type { Language } from "./model.ts";

/** What a file of `catalogs/language/` says, by the names that code has for it. */
export function languageOf(file: LanguageFile): Language {
  return {
    functionWords: file.function_words,
    spellings: file.spellings,
    spellingExceptions: file.spelling_exceptions,
    abbreviations: file.abbreviations,
    abbreviationsInCapitals: file.abbreviations_in_capitals,
    compounds: file.compounds,
    irregular: file.irregular,
    classes: file.classes,
    modals: file.modals,
    ruleOpenings: file.rule_openings,
    noRuleBefore: file.no_rule_before,
    negations: file.negations,
    exclusions: file.exclusions,
    placeholders: file.placeholders,
    sentenceAbbreviations: file.sentence_abbreviations,
    policyWords: file.policy_words,
    notPolicyWords: file.not_policy_words,
    kindWords: file.kind_words,
    titleFillers: file.title_fillers,
    dutyWords: file.duty_words,
    controlLines: { ...file.control_lines, sentenceWords: file.control_lines.sentence_words },
    otherTexts: { ...file.other_texts, besideCode: file.other_texts.beside_code },
  };
}

/** Where a language could not be read. */
export const emptyLanguage: Language = {
  functionWords: [],
  spellings: {},
  spellingExceptions: [],
  abbreviations: {},
  abbreviationsInCapitals: [],
  compounds: [],
  irregular: {},
  classes: {},
  modals: { duty: [], recommendation: [], permission: [] },
  ruleOpenings: [],
  noRuleBefore: [],
  negations: [],
  exclusions: [],
  placeholders: [],
  sentenceAbbreviations: [],
  policyWords: [],
  notPolicyWords: [],
  kindWords: { procedure: [], plan: [], standard: [], record: [] },
  titleFillers: [],
  dutyWords: [],
  controlLines: {
    version: [],
    approved: [],
    reviewed: [],
    done: [],
    dated: [],
    cycles: [],
    numbers: [],
    sentenceWords: [],
  },
  otherTexts: { openings: [], endings: [], headings: [], besideCode: [], fields: [] },
};
