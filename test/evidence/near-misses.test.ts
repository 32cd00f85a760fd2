import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { isStated } from "../../server/src/evidence/decide.ts";
import { decide } from "../support/evidence.ts";

/** A sentence that states a control, and one that has its words and states something else. */
interface Pair {
  readonly about: string;
  readonly counts: readonly string[];
  readonly others: readonly string[];
}

const security: readonly Pair[] = [
  {
    about: "iso27001:2022/A.5.10",
    counts: [
      "Occasional private browsing on a company laptop is allowed.",
      "Users must not visit gambling, pornographic or violent websites.",
      "Only AI assistants on the approved list may be used for company work.",
    ],
    others: [
      "Personal calls on the reception phone may be redirected during the lunch break.",
      "Auditors must not access websites with gambling licences of the client.",
      "Only the service owner approves business cases for AI.",
    ],
  },
  {
    about: "iso27001:2022/A.5.14",
    counts: ["Confidential files must be encrypted before they are sent to anybody outside the company."],
    others: ["Laptops with confidential data must be encrypted before leaving the premises."],
  },
  {
    about: "iso27001:2022/A.5.32",
    counts: ["Employees must not download music, films or games that infringe copyright."],
    others: ["Do not install software before the licence server is up."],
  },
  {
    about: "iso27001:2022/A.5.34",
    counts: [
      "Individuals may ask for a copy of their personal data and have it corrected.",
      "Staff may use personal data only for the purpose it was collected for.",
    ],
    others: [
      "People must ask for access to the server room; the request is kept on record.",
      "Employees must request access to records in the document management system.",
    ],
  },
  {
    about: "iso27001:2022/A.5.25",
    counts: [
      "The incident commander sets the severity level from SEV1 to SEV4.",
      "Alerts are triaged by a SOC analyst within 30 minutes.",
      "P1 incidents such as ransomware or data theft must be worked on within 15 minutes.",
    ],
    others: [
      "The analyst changes the priority of events raised by the backup job to low.",
      "After a breach the analyst assigns the data a classification of restricted.",
      "P1 support requests about outages of the printer are answered within one hour.",
    ],
  },
  {
    about: "iso27001:2022/A.5.27",
    counts: ["Before an incident is closed, a review meeting is held.", "Postmortems are written without blame."],
    others: [
      "An outage is resolved when service is back; its ticket is reviewed daily.",
      "Code reviews are held in a blameless review culture.",
    ],
  },
  {
    about: "iso27001:2022/A.5.19",
    counts: ["Suppliers must present a valid ISO 27001 certificate or a SOC 2 report."],
    others: ["Service providers must provide the certificate of the TLS endpoint."],
  },
  {
    about: "iso27001:2022/A.5.21",
    counts: [
      "A software bill of materials is produced for each release.",
      "Hardware is bought only from authorised resellers.",
    ],
    others: [
      "The supplier includes a bill of materials with each delivery of furniture.",
      "Damaged devices are returned to the authorised reseller.",
    ],
  },
  {
    about: "iso27001:2022/A.5.22",
    counts: ["A new subprocessor or change of location of the vendor triggers a reassessment."],
    others: ["We meet suppliers every year at the service fair."],
  },
  {
    about: "iso27001:2022/A.6.8",
    counts: ["If your laptop is stolen, call the service desk immediately, day or night."],
    others: [
      "When a key is lost, call facilities immediately.",
      "Staff call the service desk to report a broken printer.",
    ],
  },
  {
    about: "iso27001:2022/A.6.3",
    counts: ["The onboarding programme has a session on information security."],
    others: [
      "Lessons learned are presented to all staff so that security processes improve.",
      "A hardware security module is mandatory for all new keys.",
    ],
  },
  {
    about: "iso27001:2022/A.6.4",
    counts: ["The sanction depends on whether the violation was intentional or a first offence."],
    others: [
      "Employees who break this policy face disciplinary action, up to and including dismissal.",
      "Violations are handled under the company's disciplinary procedure.",
      "Violations must be escalated to the CISO and may result in disciplinary action.",
    ],
  },
  {
    about: "iso27001:2022/A.6.5",
    counts: ["Former employees remain bound by the non-disclosure agreement."],
    others: [
      "Separated production workloads must not share a cluster with confidential test data.",
      "The handover time to the courier is recorded for each transfer.",
    ],
  },
  {
    about: "iso27001:2022/A.6.7",
    counts: ["Public Wi-Fi may be used only with the VPN switched on."],
    others: ["Restricted data sent over public networks must be encrypted."],
  },
  {
    about: "iso27001:2022/A.7.6",
    counts: ["Contractors are never left alone in the server room."],
    others: ["Developers must not rely on security testing alone."],
  },
  {
    about: "iso27001:2022/A.7.7",
    counts: ["Passwords may not be left on sticky notes."],
    others: ["The use of shared passwords is logged, and the logs are monitored."],
  },
  {
    about: "iso27001:2022/A.7.10",
    counts: ["Personal thumb drives must not be plugged into company computers."],
    others: ["The CI/CD pipeline blocks releases that fail the scan."],
  },
  {
    about: "iso27001:2022/A.7.12",
    counts: ["Network cables run in conduits under the floor."],
    others: ["Laptops are secured with cable locks in public areas."],
  },
  {
    about: "iso27001:2022/A.7.13",
    counts: ["Only authorised technicians may repair servers."],
    others: [
      "Access lists of authorised personnel are maintained by the IT manager.",
      "We maintain a trained workforce.",
    ],
  },
  {
    about: "iso27001:2022/A.7.4",
    counts: ["The intruder alarm is connected to a security company."],
    others: [
      "The alarm number of the police is posted on each floor.",
      "An intrusion detection system watches the network around the clock.",
      "All incidents must be reported to the security officer within 24 hours.",
    ],
  },
  {
    about: "iso27001:2022/A.8.2",
    counts: [
      "Administrators use a separate account for administrative tasks.",
      "Elevated admin rights are granted for four hours on approval.",
    ],
    others: ["Escalate to the administrator within four hours."],
  },
  {
    about: "iso27001:2022/A.8.16",
    counts: ["Logs are monitored around the clock."],
    others: ["Support staff monitor the ticket system around the clock."],
  },
  {
    about: "iso27001:2022/A.8.17",
    counts: ["All servers take their time from two NTP servers."],
    others: ["Take the time to update the server."],
  },
  {
    about: "iso27001:2022/A.8.23",
    counts: ["Gambling and adult sites are blocked."],
    others: ["The construction site is blocked after acts of violence."],
  },
  {
    about: "iso27001:2022/A.8.3",
    counts: ["Patient records may be opened only by clinicians who treat the patient."],
    others: ["**Confidentiality:** Ensure that information is accessible only to those authorised to access it."],
  },
  {
    about: "iso27001:2022/A.8.4",
    counts: ["Write permission on the main repositories is reserved for core engineers."],
    others: ["Every repository must maintain an architecture document."],
  },
  {
    about: "iso27001:2022/A.8.6",
    counts: ["Disk, memory and CPU load are tracked on a dashboard."],
    others: ["Supporting utilities of the server room must be inspected and reported on every year."],
  },
  {
    about: "iso27001:2022/A.8.8",
    counts: ["Weaknesses found by scanners must be fixed within the time limits set by the CISO."],
    others: ["Findings of the inspection of the fence must be resolved within 30 days."],
  },
  {
    about: "iso27001:2022/A.8.9",
    counts: ["New servers are provisioned from hardened templates only."],
    others: [
      "A private root certificate must be deployed to all laptops by group policy.",
      "Do not restore to the infected platform; rebuild it with Terraform.",
    ],
  },
  {
    about: "iso27001:2022/A.8.10",
    counts: ["Call recordings are erased automatically after 30 days."],
    others: [
      "Unused accounts must be disabled at once and deleted after 90 days.",
      "Test data must be purged from the staging system within 30 days of the end of the project.",
    ],
  },
  {
    about: "iso27001:2022/A.8.11",
    counts: ["Card numbers are shown only with the last four digits."],
    others: [
      "Tokens for remote access must be disabled when an employee leaves.",
      "Employees may report concerns anonymously; customers are asked for their name.",
    ],
  },
  {
    about: "iso27001:2022/A.8.14",
    counts: ["Our cloud platform is deployed in at least two availability zones."],
    others: ["Strictly confidential letters must be put into double envelopes before they leave the storage room."],
  },
  {
    about: "iso27001:2022/A.8.15",
    counts: ["CloudTrail is enabled in every account."],
    others: ["The access log of the archive must be kept at reception."],
  },
  {
    about: "iso27001:2022/A.8.22",
    counts: ["Office computers, servers and building technology live in different VLANs."],
    others: ["The affected system must be isolated from the network until it is clean."],
  },
  {
    about: "iso27001:2022/A.8.24",
    counts: ["Everything sent over the internet goes through TLS."],
    others: ["Encrypted traffic must be inspected at the gateway."],
  },
  {
    about: "iso27001:2022/A.8.26",
    counts: ["Product owners add security requirements to the backlog for each feature."],
    others: ["Security and legal must review contracts with vendors before they are signed."],
  },
  {
    about: "iso27001:2022/A.8.27",
    counts: ["We design for zero trust."],
    others: ["Session cookies must be sent only over transport layer security; the system protects them."],
  },
  {
    about: "iso27001:2022/A.8.28",
    counts: ["Never commit credentials."],
    others: ["Developers must take a course on secure coding every year."],
  },
  {
    about: "iso27001:2022/A.8.32",
    counts: ["Changes to the live system need the go-ahead of the change manager."],
    others: ["Users must not alter the wireless settings of their laptops beyond what is permitted."],
  },
  {
    about: "iso27001:2022/A.8.34",
    counts: ["Pen testers must sign rules of engagement before they start."],
    others: ["Access outside business hours must be found in the access logs and audited."],
  },
  {
    about: "iso27001:2022/A.5.9",
    counts: ["Every piece of hardware gets an asset tag and an entry in the database."],
    others: [
      "The destruction of a disk is recorded in the disposal register.",
      "A dependency inventory is maintained for each application.",
    ],
  },
  {
    about: "iso27001:2022/A.5.16",
    counts: ["User IDs must not be shared between individuals."],
    others: ["Users use the password manager for their personal accounts as well."],
  },
  {
    about: "iso27001:2022/A.5.24",
    counts: ["An incident response team is in place to handle security incidents."],
    others: ["The firewall team must detect and respond to incidents per the incident response plan."],
  },
  {
    about: "iso27001:2022/A.5.28",
    counts: ["Forensic images of affected systems should be taken prior to remediation."],
    others: [
      "Files are deleted after expiry unless a legal hold is in effect.",
      "Firewall logs are kept for twelve months to support investigations.",
    ],
  },
  {
    about: "iso27001:2022/A.5.31",
    counts: ["The Compliance Officer maintains an inventory of applicable regulatory requirements."],
    others: ["Legal counsel must review the implementation of monitoring for compliance with the law."],
  },
  {
    about: "iso27001:2022/A.5.35",
    counts: ["An independent third party performs an annual audit of the information security program."],
    others: ["Internal audit must sample disposal records every year."],
  },
  {
    about: "iso27001:2022/A.5.36",
    counts: ["Compliance with information security policies is reviewed by managers on an annual basis."],
    others: ["The manager must review exceptions to this policy every six months."],
  },
];

const ai: readonly Pair[] = [
  {
    about: "iso42001:2023/A.2.4",
    counts: ["This policy is reviewed every twelve months."],
    others: ["Policy violations are reviewed and reported to the leadership every quarter."],
  },
  {
    about: "iso42001:2023/A.4.2",
    counts: ["Every AI model is recorded in the model registry."],
    others: [
      "All AI incidents are logged in the AI incident register.",
      "Reporting duties on AI systems are kept in a register.",
    ],
  },
  {
    about: "iso42001:2023/A.4.6",
    counts: ["Data scientists must be trained in responsible AI."],
    others: ["No customer data may be used to train AI."],
  },
  {
    about: "iso42001:2023/A.5.3",
    counts: ["Impact assessments are filed in the AI register."],
    others: ["All AI risk assessments are documented in the risk register."],
  },
  {
    about: "iso42001:2023/A.6.2.2",
    counts: ["Requirements for each AI system are specified before development starts."],
    others: [
      "Obtain the required approvals for each type of change.",
      "Metrics are measured by the specification of the supplier.",
    ],
  },
  {
    about: "iso42001:2023/A.6.2.7",
    counts: ["Users and auditors get documentation that explains how the AI system works."],
    others: ["Switch to a manual process when the AI system is suspended."],
  },
  {
    about: "iso42001:2023/A.7.5",
    counts: ["It must be possible to trace every model back to the data it was trained on."],
    others: ["State clearly which data the AI incident affected."],
  },
  {
    about: "iso42001:2023/A.10.2",
    counts: ["The vendor maintains the model; we answer for its use and for human oversight."],
    others: ["Vendors of AI must answer our responsible AI questionnaire."],
  },
  {
    about: "iso42001:2023/A.3.2",
    counts: ["The Head of AI is accountable for this policy.", "The AI oversight board approves high-risk uses."],
    others: ["Report AI misuse to your AI manager.", "The AI working group meets on Mondays in room 4."],
  },
  {
    about: "iso42001:2023/A.6.2.4",
    counts: ["The model is validated for accuracy, robustness and fairness before release."],
    others: [
      "Users should verify the accuracy of AI output and watch for bias.",
      "Employees must check AI output for accuracy, bias and fairness before use.",
    ],
  },
  {
    about: "iso42001:2023/A.7.6",
    counts: ["Data preparation steps are documented and versioned."],
    others: ["Preparation process: record who attends the AI training."],
  },
  {
    about: "iso42001:2023/A.8.2",
    counts: ["Text generated by AI must be labelled as such to customers."],
    others: ["The incident report must say whether the result was produced by AI for the customer."],
  },
  {
    about: "iso42001:2023/A.10.2",
    counts: ["The contract says who is liable for harm caused by the AI system of the vendor."],
    others: ["The employment contract says employees are responsible for AI output they use."],
  },
  {
    about: "iso42001:2023/A.10.3",
    counts: ["Suppliers of AI must show that their practices align with our AI principles."],
    others: ["The vendor policy is consistent with our AI policy."],
  },
  {
    about: "a5-10-ai-annex",
    counts: [
      "Use only AI assistants that IT has approved.",
      "AI tools that are not approved must not be used for work.",
    ],
    others: [
      "Only the service owner may approve changes to AI models.",
      "The tool is not to be deployed before the council has approved the use.",
    ],
  },
  {
    about: "a5-10-outside-intended-use",
    counts: [
      "Use of AI outside this policy is a violation.",
      "Using an AI system for another purpose than it was approved for is misuse and leads to disciplinary measures.",
    ],
    others: ["Report misuse of the website outside of business hours under the breach policy."],
  },
  {
    about: "a6-8-same-reporting-channel",
    counts: ["Report biased or harmful output to the service desk."],
    others: ["Tell the model if its answer was wrong."],
  },
  {
    about: "a8-25-ai-approval-checks",
    counts: ["Each AI system passes a gate before training and before release, approved by the AI board."],
    others: [
      "The council must approve attendance before training on AI.",
      "The committee approves the communication before release of the AI newsletter.",
    ],
  },
  {
    about: "a8-32-model-rollback",
    counts: ["The previous model stays deployed so that we can switch back."],
    others: ["Earlier versions of this policy are kept for five years."],
  },
];

/** Whether a sentence among others of a policy shows the core of a control, or a consideration. */
function shows(about: string, title: string, sentence: string): boolean {
  const { coverage } = decide(`# ${title}\n\n## Rules\n\n${sentence}\n\nStaff must be kind.\n`);
  const consideration = coverage.considerations.get(about);
  if (consideration) return isStated(consideration.strength);
  const points = coverage.verdicts.get(about)?.points ?? [];
  return points.some(({ point, evidence }) => point.core && evidence.length > 0);
}

describe("a sentence with the words of a control", () => {
  for (const [title, pairs] of [
    ["Information security policy", security],
    ["AI policy", ai],
  ] as const) {
    for (const { about, counts, others } of pairs) {
      for (const sentence of counts)
        it(`shows ${about}: ${sentence}`, () => assert.equal(shows(about, title, sentence), true));
      for (const sentence of others)
        it(`is not ${about}: ${sentence}`, () => assert.equal(shows(about, title, sentence), false));
    }
  }
});

/** The points of backups that a sentence states. */
const backupPoints = (sentence: string): readonly string[] =>
  (decide(`# Backup policy\n\n## Rules\n\n${sentence}\n`).coverage.verdicts.get("iso27001:2022/A.8.13")?.points ?? [])
    .filter(({ strength }) => isStated(strength))
    .map(({ point }) => point.id);

describe("backups and tests of their restore", () => {
  for (const [sentence, points] of [
    ["The restore of backups must be tested every quarter.", ["restore-test"]],
    ["We test recovery from backup twice a year.", ["restore-test"]],
    ["Backups are verified monthly by the operations team.", ["restore-test"]],
    ["Backups are taken every night.", ["schedule"]],
    ["Backups are taken every night and restores are tested every quarter.", ["schedule", "restore-test"]],
    ["We back up all databases daily and test a restore each month.", ["schedule", "restore-test"]],
    ["Backups run every four hours so that the recovery point objective is met.", ["schedule"]],
  ] as const)
    it(`are told apart: ${sentence}`, () => assert.deepEqual(backupPoints(sentence), points));
});
