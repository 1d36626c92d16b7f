/** The page: a frame for each world, for as long as it is open. A frame that is taken away gives back all that its rooms have used. */
const line = new WebSocket(`ws://${location.host}/page`);
/** @type {Map<string, HTMLIFrameElement>} */
const frames = new Map();

line.addEventListener('message', ({ data }) => {
  const { open, close } = JSON.parse(data);
  if (open !== undefined) make(open);
  if (close !== undefined) take(close);
});

/** @param {string} world */
function make(world) {
  const frame = document.createElement('iframe');
  frame.src = `world.html#${encodeURIComponent(world)}`;
  frames.set(world, frame);
  document.body.append(frame);
}

/** @param {string} world */
function take(world) {
  frames.get(world)?.remove();
  frames.delete(world);
}
