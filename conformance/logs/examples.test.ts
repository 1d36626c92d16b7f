/** Logs with one fault each, and their right twins: examples/. The guilty line bears its clause, in a field that no judge looks at. */
import { describe, expect, it } from 'vitest';
import { judgeLines } from '../bench/judge/logs.test.helper.js';
import { awayStories } from './examples/away.test.helper.js';
import { laterStories } from './examples/later.test.helper.js';
import { MeetingLog } from './examples/meeting.test.helper.js';
import { overStories } from './examples/over.test.helper.js';
import { reportedStories } from './examples/reported.test.helper.js';
import type { LogStory } from './examples/story.test.helper.js';
import { toldWronglyStories } from './examples/told-wrongly.test.helper.js';
import { unreportedStories } from './examples/unreported.test.helper.js';
import { untoldStories } from './examples/untold.test.helper.js';
import { writerStories } from './examples/writers.test.helper.js';

const stories = {
  ...untoldStories,
  ...toldWronglyStories,
  ...overStories,
  ...awayStories,
  ...laterStories,
  ...writerStories,
  ...reportedStories,
  ...unreportedStories,
};

/** The log of a story, which stands in a file as well: `npx vitest -u` renews it. */
async function logOf(name: string, { announced, head, tell }: LogStory, copy: 'wrong' | 'right'): Promise<string[]> {
  const meeting = new MeetingLog(announced, head);
  tell(meeting, copy === 'wrong');
  await expect(meeting.text).toMatchFileSnapshot(`examples/${name}.${copy}.jsonl`);
  return meeting.text.trimEnd().split('\n');
}

describe.each(Object.entries(stories))('the log %s', (name, story) => {
  it('is found in its line by its clause', async () => {
    const lines = await logOf(name, story, 'wrong');
    const guilty = lines.flatMap((line, index) => {
      const { guilty: clause } = JSON.parse(line) as { guilty?: string };
      return clause === undefined ? [] : [`${index + 1} ${clause}`];
    });
    const { findings } = await judgeLines(lines);
    expect(guilty).toHaveLength(1);
    expect(findings.map(({ line, clause }) => `${line} ${clause}`)).toEqual(guilty);
  });

  it('has a right twin that is judged as a whole, and not accused', async () => {
    const { findings, report } = await judgeLines(await logOf(name, story, 'right'));
    expect(findings.map(({ line, clause, seen }) => `${line} ${clause} ${seen}`)).toEqual([]);
    expect([report.exitCode, report.trouble, ...report.remarks, ...report.partly.keys()]).toEqual([0, '']);
  });
});
