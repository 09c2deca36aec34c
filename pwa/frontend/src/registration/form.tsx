/** The form, drawn from the document as registration/templates/registration/field.html draws it. */

import type { ComponentChildren } from "preact";
import type { FormDocument, Question, Worded } from "../data/documents";
import { dayWords } from "./moments";
import { countries } from "./countries";
import { capitalised, language, t } from "../words";
import type { Errors, Wish } from "./settling";

const YES = "True";
const NO = "False";
const NAMES = ["name", "email", "language", "pool", "is_sure", "consent"];

interface Props {
  form: FormDocument;
  /** What was written before. */
  wish?: Wish | undefined;
  errors: Errors;
  submit: (wish: Wish) => void;
  children: ComponentChildren;
}

export function Form({ form, wish, errors, submit, children }: Props) {
  const { pools, languages, questions } = form;
  return (
    <form
      class="entries"
      onSubmit={(event) => {
        event.preventDefault();
        submit(wishOf(event.currentTarget, form));
      }}
    >
      <Entry name="name" {...form.name} errors={errors}>
        {(about) => (
          <input type="text" maxLength={80} autocomplete="nickname" dir="auto" required defaultValue={wish?.name ?? ""} {...about} />
        )}
      </Entry>
      <Entry name="email" {...form.email} errors={errors}>
        {(about) => (
          <input type="email" maxLength={254} autocomplete="email" dir="ltr" required defaultValue={wish?.email ?? ""} {...about} />
        )}
      </Entry>
      <Entry name="language" label={t("Language of our mails")} help={t("All mails and your ticket are in it.")} errors={errors}>
        {(about) => (
          <select {...about}>
            {languages.map(({ code, name }) => (
              <option value={code} lang={code} selected={code === (wish?.language ?? language())}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Entry>
      {pools.length > 1 && (
        <Group
          name="pool"
          label={t("How you take part")}
          errors={errors}
          options={pools.map(({ kind, label }) => [kind, label])}
          chosen={[wish?.pool]}
          isRequired
        />
      )}
      {questions.map((row) => (
        <Asked key={row.id} row={row} errors={errors} answer={wish?.answers[row.id]} />
      ))}
      {(["is_sure", "consent"] as const).map((name) => (
        <div class="entry entry-tick" key={name}>
          <label for={`id_${name}`}>
            <input type="checkbox" required defaultChecked={wish?.[name] ?? false} {...aboutOf(name, form[name].help, errors)} />{" "}
            <span>{form[name].label}</span>
          </label>
          <Help name={name} help={form[name].help} errors={errors} />
        </div>
      ))}
      {children}
    </form>
  );
}

/** Messages of fields that the form does not have. */
export function otherErrors(form: FormDocument, errors: Errors) {
  const shown = [...NAMES, ...form.questions.map(({ id }) => `answers.${id}`)];
  return Object.entries(errors).flatMap(([name, found]) => (shown.includes(name) ? [] : (found ?? [])));
}

/** What is in a form, this one or that of the server's page, as the API wants it. */
export function wishOf(element: HTMLFormElement, { questions, pools }: FormDocument): Wish {
  const data = new FormData(element);
  const text = (name: string) => `${data.get(name) ?? ""}`.trim();
  const answers: Record<string, unknown> = {};
  for (const { id, kind } of questions) {
    const value = text(`q_${id}`);
    const numbers = data.getAll(`q_${id}`).map(Number);
    if (!value) continue;
    answers[id] =
      kind === "several" ? numbers : kind === "choice" ? numbers[0] : kind === "yes_no" ? value === YES : value;
  }
  return {
    language: text("language"),
    name: text("name"),
    email: text("email"),
    ...(pools.length > 1 && { pool: text("pool") }),
    is_sure: data.has("is_sure"),
    consent: data.has("consent"),
    answers,
  };
}

// --- fields ---

type Attributes = Pick<Worded, "lang" | "dir">;

const attributesOf = ({ lang, dir }: Attributes): Partial<Attributes> =>
  lang === language() ? {} : { lang, dir };

/** What ties an input to its help and to its errors. */
const aboutOf = (name: string, help: unknown, errors: Errors) => ({
  id: `id_${name}`,
  name,
  "aria-describedby":
    [help && `id_${name}_helptext`, errors[name] && `id_${name}_error`].filter(Boolean).join(" ") || undefined,
  "aria-invalid": errors[name] ? ("true" as const) : undefined,
});

interface Labelled {
  name: string;
  label: string;
  help?: ComponentChildren;
  errors: Errors;
  attributes?: Partial<Attributes>;
  isOptional?: boolean;
}

interface EntryProps extends Labelled {
  children: (about: ReturnType<typeof aboutOf>) => ComponentChildren;
}

function Entry({ name, label, help, errors, attributes, isOptional, children }: EntryProps) {
  return (
    <div class="entry">
      <label for={`id_${name}`} {...attributes}>
        {label}
        {isOptional && <Optional />}
      </label>
      <Help name={name} help={help} errors={errors} />
      {children(aboutOf(name, help, errors))}
    </div>
  );
}

interface GroupProps extends Labelled {
  options: [value: string, label: string][];
  chosen: unknown[];
  words?: Partial<Attributes>;
  isMany?: boolean;
  isRequired?: boolean;
}

function Group({ name, label, help, errors, attributes, options, chosen, words, isMany, isRequired }: GroupProps) {
  const { id, "aria-describedby": described } = aboutOf(name, help, errors);
  return (
    <fieldset class="entry" id={id} aria-describedby={described}>
      <legend {...attributes}>
        {label}
        {!isRequired && <Optional />}
      </legend>
      <Help name={name} help={help} errors={errors} />
      <div class="options" {...words}>
        {options.map(([value, label], index) => (
          <label for={`${id}_${index}`} key={value}>
            <input
              type={isMany ? "checkbox" : "radio"}
              id={`${id}_${index}`}
              name={name}
              value={value}
              required={isRequired && !isMany}
              defaultChecked={chosen.includes(value)}
            />{" "}
            <span>{capitalised(label)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

const Optional = () => (
  <>
    {" "}
    <span class="quiet">{t("(not needed)")}</span>
  </>
);

function Help({ name, help, errors }: Pick<Labelled, "name" | "help" | "errors">) {
  const found = errors[name];
  return (
    <>
      {help && (
        <div class="help" id={`id_${name}_helptext`}>
          {typeof help === "string" ? <p>{help}</p> : help}
        </div>
      )}
      {found && (
        <p class="error" id={`id_${name}_error`}>
          {found.join(" ")}
        </p>
      )}
    </>
  );
}

/** One of the edition's own questions. */
function Asked({ row, errors, answer }: { row: Question; errors: Errors; answer: unknown }) {
  const { label, purpose, kind, choices, is_required: isRequired } = row;
  const common = {
    name: `q_${row.id}`,
    label: label.text,
    attributes: attributesOf(label),
    isRequired,
    isOptional: !isRequired,
    errors: { [`q_${row.id}`]: errors[`answers.${row.id}`] },
    help: (
      <>
        <p {...attributesOf(purpose)}>{purpose.text}</p>
        <p>
          {t("Seen by: %(audience)s. Deleted on %(day)s.", {
            audience: row.audience_words,
            day: dayWords(row.deleted_on),
          })}
        </p>
      </>
    ),
  };
  if (kind === "yes_no") {
    const options: [string, string][] = [[YES, t("yes")], [NO, t("no")]];
    const chosen = answer === undefined ? "" : answer ? YES : NO;
    return <Group {...common} options={options} chosen={[chosen]} />;
  }
  if (choices) {
    const options = choices.lines.map((line, number): [string, string] => [`${number}`, line]);
    const chosen = [answer].flat().map(String);
    return <Group {...common} {...{ options, chosen }} words={attributesOf(choices)} isMany={kind === "several"} />;
  }
  return (
    <Entry {...common}>
      {(about) =>
        kind === "country" ? (
          <select required={isRequired} {...about}>
            {[["", "—"] as const, ...countries(language())].map(([code, name]) => (
              <option value={code} selected={code === (answer ?? "")}>
                {name}
              </option>
            ))}
          </select>
        ) : (
          <textarea rows={3} dir="auto" maxLength={1000} required={isRequired} defaultValue={`${answer ?? ""}`} {...about} />
        )
      }
    </Entry>
  );
}
