/** Connections that break off without a word, on a server without heartbeat: the head says who wrote the log, and how late a loss is seen. */
import { asks, comes, disperse, drops, isGone, leaves } from './acts.test.helper.js';
import { type LogText, plainly, resuming } from './meeting.test.helper.js';
import type { LogStories, LogStory } from './story.test.helper.js';

/** Bob's connection breaks off, and ann and cyd are told so much later; cyd is not, in the wrong copy. */
const breaks = (head: LogText, announced: LogText, toldMs: number): LogStory => ({
  head,
  announced,
  tell(meeting, wrong) {
    comes(meeting, 1_000, 'ann');
    const bob = comes(meeting, 2_000, 'bob');
    const cyd = comes(meeting, 3_000, 'cyd');
    drops(meeting, 20_000, bob);
    isGone(meeting, 20_000 + toldMs, bob, 1001, wrong ? [cyd] : []);
    asks(meeting, 190_000, cyd);
    if (wrong) meeting.blame('connection.lost-in-time');
    disperse(meeting, 200_000);
  },
});

const byServer = { writer: 'LOG_WRITER_SERVER' };
const byProxy = { writer: 'LOG_WRITER_PROXY', lossSeenMs: 30_000 };

export const writerStories: LogStories = {
  'break-without-heartbeat-seen-by-the-server': breaks(byServer, plainly, 900),
  'break-without-heartbeat-and-a-window': breaks(byServer, resuming, 11_000),
  'break-without-heartbeat-seen-by-a-proxy': breaks(byProxy, plainly, 29_000),
  'session-outlives-a-break-without-heartbeat': {
    head: byServer,
    tell(meeting, wrong) {
      const ann = comes(meeting, 1_000, 'ann');
      drops(meeting, 20_000, ann);
      ann.present = false;
      comes(meeting, 90_000, 'bob', { session: wrong ? 's1' : 's2' });
      if (wrong) meeting.blame('session.fresh');
      disperse(meeting, 100_000);
    },
  },
  'close-frame-never-sent': {
    head: byServer,
    tell(meeting, wrong) {
      const ann = comes(meeting, 1_000, 'ann');
      const bob = comes(meeting, 2_000, 'bob');
      leaves(meeting, 20_000, bob);
      if (wrong) {
        meeting.lines.pop();
        drops(meeting, 60_000, bob);
        meeting.blame('close.follows');
      }
      asks(meeting, 90_000, ann);
      disperse(meeting, 100_000);
    },
  },
  'told-too-late-by-the-server': {
    head: byServer,
    announced: resuming,
    tell(meeting, wrong) {
      const ann = comes(meeting, 1_000, 'ann');
      const bob = comes(meeting, 2_000, 'bob');
      drops(meeting, 20_000, bob);
      isGone(meeting, wrong ? 60_000 : 32_500, bob, 1001);
      if (wrong) meeting.blame('connection.lost-in-time');
      asks(meeting, 90_000, ann);
      disperse(meeting, 100_000);
    },
  },
};
