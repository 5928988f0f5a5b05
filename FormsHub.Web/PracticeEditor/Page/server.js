// The line to the stand-in's server: one document, open as long as this window stays.
export function connect(config, { notice, values, refused, reopened }) {
  const root = new URL('../../../../doc/', document.baseURI);
  let tab = null;
  let stream = null;
  let hasLeft = false;

  async function post(path, body) {
    try {
      return await fetch(new URL(path, root), { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
    } catch {
      return null;
    }
  }

  async function open() {
    const response = await post('open', config);
    const answer = response?.ok ? await response.json() : null;
    if (!answer || answer.error) {
      refused(answer ? answer.error : -4, answer?.explanation);
      return null;
    }

    tab = answer.tab;
    stream = new EventSource(new URL(`${tab}/events`, root));
    stream.onmessage = message => {
      const text = JSON.parse(message.data);
      if (text !== 'present') {
        notice(text);
      }
    };
    stream.onerror = () => {
      stream.close();
      if (!hasLeft) {
        setTimeout(reopen, 1000);
      }
    };
    return answer;
  }

  // The line was lost: the server forgot this window. What was entered is here, so it is brought along again.
  async function reopen() {
    const opened = hasLeft ? null : await open();
    if (opened?.design) {
      reopened(opened);
    } else if (opened) {
      await change(values());
    } else if (!hasLeft && tab) {
      setTimeout(reopen, 5000);
    }
  }

  // One change of the form itself; whether somebody has its key already is known to the server.
  async function design(changed) {
    const response = await post(`${tab}/design`, changed);
    return response?.ok ? 'ok' : response?.status === 409 ? 'taken' : 'failed';
  }

  async function change(entered) {
    const response = await post(`${tab}/changes`, entered);
    return response?.ok ? 'ok' : response?.status === 413 ? 'too large' : 'failed';
  }

  async function forcesave(kind, entered) {
    const response = await post(`${tab}/${kind}`, entered);
    return response?.ok ? (await response.json()).code : response?.status === 413 ? 'too large' : -1;
  }

  return {
    open,
    change,
    design,
    saveDesign: () => forcesave('design/save', {}),
    save: entered => forcesave('save', entered),
    submit: entered => forcesave('submit', entered),
    // What is not sent yet goes first; a window that is torn down can do no more than hand both over.
    leave(entered = null) {
      hasLeft = true;
      if (tab && entered) {
        navigator.sendBeacon(new URL(`${tab}/changes`, root), new Blob([JSON.stringify(entered)], { type: 'application/json' }));
      }

      stream?.close();
      if (tab) {
        navigator.sendBeacon(new URL(`${tab}/close`, root));
      }
    },
  };
}
