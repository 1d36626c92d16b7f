/** The controls that hide what a reader does not look for. They come to life with the script, and are not there without it. */
import type { Content, Markup } from './markup.js';
import { tag } from './markup.js';

/** One thing to choose. */
export interface Choice {
  readonly value: string;
  readonly text: string;
}

/** Choices under one heading; empty ones are left out. */
export interface ChoiceGroup {
  readonly label: string;
  readonly choices: readonly Choice[];
}

/** What can be chosen. */
export interface Filters {
  /** What is filtered: `cases`. */
  readonly noun: string;
  readonly verdicts: readonly Choice[];
  readonly clauses: readonly ChoiceGroup[];
  readonly features: readonly Choice[];
}

/** The form. */
export function filterForm({ noun, verdicts, clauses, features }: Filters): Markup {
  return tag(
    'form',
    { id: 'filters', hidden: true, 'aria-label': 'Filters', 'data-noun': noun },
    verdicts.length === 0 ? undefined : verdictChoice(verdicts),
    tag(
      'div',
      { class: 'fields' },
      field(
        'Text',
        tag('input', {
          type: 'search',
          name: 'text',
          autocomplete: 'off',
          spellcheck: 'false',
          'aria-keyshortcuts': '/',
        }),
      ),
      field('Clause', choices('clause', 'every clause', clauses)),
      features.length === 0
        ? undefined
        : field('Feature', choices('feature', 'every feature', [{ label: 'needed by', choices: features }])),
    ),
    tag(
      'div',
      { class: 'acts' },
      tag('output', { for: 'filters' }),
      tag('button', { type: 'reset' }, 'Show all'),
      tag('button', { type: 'button', 'data-act': 'open' }, 'Open all'),
      tag('button', { type: 'button', 'data-act': 'shut' }, 'Close all'),
    ),
  );
}

function verdictChoice(verdicts: readonly Choice[]): Markup {
  const radio = ({ value, text }: Choice) =>
    tag(
      'label',
      { class: value || 'all' },
      tag('input', { type: 'radio', name: 'verdict', value, checked: value === '' }),
      tag('span', {}, text),
    );
  return tag('fieldset', { class: 'verdicts' }, tag('legend', { class: 'hidden' }, 'Verdict'), verdicts.map(radio));
}

const field = (name: string, control: Content): Markup =>
  tag('label', { class: 'field' }, tag('span', {}, name), control);

function choices(name: string, all: string, groups: readonly ChoiceGroup[]): Markup {
  const option = ({ value, text }: Choice) => tag('option', { value }, text);
  const shown = groups.filter((group) => group.choices.length > 0);
  return tag(
    'select',
    { name },
    option({ value: '', text: all }),
    shown.map((group) => tag('optgroup', { label: group.label }, group.choices.map(option))),
  );
}
