// DocsAPI of the practice editor: the same constructor, events and methods as the Document Server's, for what a form needs.
(function () {
  'use strict';

  const root = document.currentScript.src.replace(/web-apps\/apps\/api\/documents\/api\.js.*$/, '');
  const editorPage = root + 'web-apps/apps/documenteditor/forms/index.html';
  let count = 0;

  function DocEditor(placeholderId, config) {
    const placeholder = document.getElementById(placeholderId);
    const settings = Object.assign({ width: '100%', height: '100%' }, config);
    const events = settings.events || {};
    const frameId = 'practice-editor-' + (++count);
    const editor = this;

    function fire(name, data) {
      if (typeof events[name] === 'function') {
        events[name].call(editor, { target: editor, data: data });
      }
    }

    function send(command, data) {
      if (frame && frame.contentWindow) {
        frame.contentWindow.postMessage(JSON.stringify({ frameEditorId: frameId, command: command, data: data }), new URL(root).origin);
      }
    }

    // Functions do not travel between windows: the page only learns which events somebody listens to.
    function init(from) {
      const plain = Object.assign({}, from);
      delete plain.events;
      send('init', { config: plain, events: Object.keys(events) });
    }

    function listen(message) {
      if (!frame || message.source !== frame.contentWindow || typeof message.data !== 'string') {
        return;
      }

      let said;
      try {
        said = JSON.parse(message.data);
      } catch {
        return;
      }

      if (said.frameEditorId !== frameId) {
        return;
      }

      if (said.event === 'onAppReady') {
        init(settings);
      }

      fire(said.event, said.data);
    }

    function close() {
      window.removeEventListener('message', listen);
      if (frame) {
        // The place is as it was before, so that another editor can be put there.
        frame.replaceWith(placeholder);
        frame = null;
      }
    }

    if (!placeholder) {
      throw new Error('DocsAPI.DocEditor: there is no element "' + placeholderId + '".');
    }

    if (settings.document && typeof settings.document.key !== 'string') {
      window.alert('The "document.key" parameter for the config must be string.');
      return;
    }

    const permissions = (settings.document && settings.document.permissions) || {};
    let frame = document.createElement('iframe');
    frame.name = 'frameEditor';
    frame.title = (permissions.edit ? 'Form to edit: ' : 'Form to fill: ') + ((settings.document && settings.document.title) || '');
    frame.width = settings.width;
    frame.height = settings.height;
    frame.src = editorPage + '?frameEditorId=' + frameId + '&documentKey=' + encodeURIComponent((settings.document && settings.document.key) || '');
    frame.className = 'practice-editor-frame';
    window.addEventListener('message', listen);
    placeholder.replaceWith(frame);

    this.destroyEditor = close;
    this.requestClose = function () { send('requestClose'); };
    this.refreshFile = function (newConfig) { init(newConfig); };
    this.refreshHistory = function (data) { send('refreshHistory', data); };
    this.setHistoryData = function (data) { send('setHistoryData', data); };
    this.setUsers = function (data) { send('setUsers', data); };
    this.showMessage = function (title, text) { send('showMessage', { text: text || title }); };
    this.denyEditingRights = function (text) { send('denyEditingRights', { text: text }); };
    this.startFilling = function () {};
    this.grabFocus = function () { if (frame) { frame.contentWindow.focus(); } };
    this.blurFocus = function () { window.focus(); };
  }

  DocEditor.defaultConfig = { type: 'desktop', width: '100%', height: '100%' };
  DocEditor.version = function () { return '9.4.0'; };
  window.DocsAPI = { DocEditor: DocEditor, isPracticeEditor: true };
})();
