/* Answers the search box of MkDocs' own themes without a server.
 *
 * Their script asks a worker, and browsers start none for pages that are files. This stands in for that worker: it
 * reads the index from a script instead of a request, and speaks the worker's own messages.
 */
(function (global) {
  "use strict";

  const { document, lunr: taken } = global;

  class Search {
    constructor(address) {
      this.folder = String(address).replace(/[^/]*$/, "");
      this.heard = () => {};
    }

    set onmessage(heard) {
      this.heard = heard;
    }

    postMessage(message) {
      if (message.init) this.begin();
      else this.heard({ data: { results: this.find(message.query) } });
    }

    async begin() {
      await this.load("search_index.js");
      const { config, docs, index } = global.__index;
      const lang = [].concat(config.lang || "en");
      const others = lang.filter((one) => one !== "en");
      await this.load("lunr.js");
      if (others.length) await this.load("lunr.stemmer.support.js");
      if (lang.length > 1) await this.load("lunr.multi.js");
      if (lang.includes("ja") || lang.includes("jp")) await this.load("tinyseg.js");
      for (const one of others) await this.load(`lunr.${one}.js`);
      const { lunr } = global;
      if (taken) global.lunr = taken;
      if (config.separator) lunr.tokenizer.separator = new RegExp(config.separator);
      this.docs = new Map(docs.map((doc) => [doc.location, doc]));
      this.index = index ? lunr.Index.load(index) : this.built(lunr, lang);
      this.heard({ data: { config } });
      this.heard({ data: { allowSearch: true } });
      // What was typed while the index was on its way was heard by nobody.
      const box = document.getElementById("mkdocs-search-query");
      if (box?.value) box.dispatchEvent(new Event("keyup"));
    }

    built(lunr, lang) {
      const docs = [...this.docs.values()];
      return lunr(function () {
        if (lang.length > 1) this.use(lunr.multiLanguage(...lang));
        else if (lunr[lang[0]]) this.use(lunr[lang[0]]);
        this.field("title");
        this.field("text");
        this.ref("location");
        for (const doc of docs) this.add(doc);
      });
    }

    find(query) {
      const found = this.index.search(query).map((result) => this.docs.get(result.ref));
      return found.map((doc) => ({ ...doc, summary: doc.text.substring(0, 200) }));
    }

    load(name) {
      return new Promise((done, failed) => {
        const script = document.createElement("script");
        Object.assign(script, { src: this.folder + name, onload: done, onerror: failed });
        document.head.append(script);
      });
    }
  }

  global.Worker = Search;
})(window);
