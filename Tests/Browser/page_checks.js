// What the check asks of a page that is open in the browser: a list of complaints, empty where all is well.
(function () {
  "use strict";
  var complaints = [];
  function complain(text) { if (complaints.length < 40) { complaints.push(text); } }
  function all(selector) { return Array.prototype.slice.call(document.querySelectorAll(selector)); }
  function path(element) {
    var names = [];
    for (var each = element; each && each !== document.body && names.length < 4; each = each.parentElement) {
      names.unshift(each.localName + (each.id ? "#" + each.id : each.classList.length ? "." + each.classList[0] : ""));
    }
    return names.join(" > ");
  }

  // Structure.
  if (document.documentElement.lang !== "en") { complain("the page has no lang"); }
  if (!document.title) { complain("the page has no title"); }
  if (all("h1").length !== 1) { complain("there are " + all("h1").length + " h1"); }
  ["header", "nav", "main", "footer"].forEach(function (name) {
    if (all("body " + name).length !== 1) { complain("there is not one " + name); }
  });
  var level = 0;
  all("h1, h2, h3, h4, h5, h6").forEach(function (heading) {
    var next = Number(heading.localName[1]);
    if (next > level + 1) { complain("heading jumps from " + level + " to " + next + ": " + heading.textContent); }
    level = next;
    if (!heading.textContent.trim()) { complain("an empty heading at " + path(heading)); }
  });
  var ids = new Set();
  all("[id]").forEach(function (element) {
    if (ids.has(element.id)) { complain("the id " + element.id + " stands twice"); }
    ids.add(element.id);
  });
  all("a").forEach(function (link) {
    var href = link.getAttribute("href");
    if (href[0] === "#" ? !ids.has(href.slice(1)) : !href.startsWith("https://")) {
      complain("a link leads nowhere: " + href + " at " + path(link));
    }
  });
  all("[aria-labelledby], [for]").forEach(function (element) {
    ((element.getAttribute("aria-labelledby") || "") + " " + (element.getAttribute("for") || "")).trim().split(/\s+/)
      .forEach(function (id) { if (!ids.has(id)) { complain("a label that is not there: " + id); } });
  });
  all("table").forEach(function (table) {
    if (!table.tHead || !table.tBodies.length) { complain("a table without head or body at " + path(table)); }
    if (table.querySelector("th:not([scope])")) { complain("a th without scope at " + path(table)); }
    var widths = new Set(Array.prototype.map.call(table.rows, function (row) { return row.cells.length; }));
    if (widths.size > 1) { complain("rows of several lengths at " + path(table)); }
  });
  all('svg[role="img"]').forEach(function (image) {
    if (!image.getAttribute("aria-label") && !(image.querySelector("title") && image.querySelector("desc"))) {
      complain("a picture without a name at " + path(image));
    }
  });
  all("svg:not([role])").forEach(function (image) { complain("a picture without a role at " + path(image)); });

  // What the policy forbids must not even be tried.
  all("*").forEach(function (element) {
    Array.prototype.forEach.call(element.attributes, function (attribute) {
      if (attribute.name === "style" || /^on/.test(attribute.name)) {
        complain("an attribute " + attribute.name + " at " + path(element));
      }
      if (["src", "srcset", "action", "data", "xlink:href", "srcdoc"].indexOf(attribute.name) >= 0) {
        complain("an attribute " + attribute.name + " at " + path(element));
      }
    });
  });
  if (all("script").length !== 1 || all("style").length !== 1) { complain("not one script and one style"); }
  if (all("img, iframe, object, embed, link, base, form, audio, video, foreignObject").length) {
    complain("an element that the page has no use for");
  }

  // Contrast of every text that is shown: at least 4.5 to 1 with what lies behind it.
  function channels(color) {
    var parts = (color.match(/[\d.]+/g) || []).map(Number);
    return { rgb: parts.slice(0, 3), alpha: parts.length > 3 ? parts[3] : 1 };
  }
  function luminance(rgb) {
    var linear = rgb.map(function (value) {
      var part = value / 255;
      return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    });
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  }
  function background(element) {
    if (element.namespaceURI === "http://www.w3.org/2000/svg") {
      var box = element.parentElement.querySelector("rect");
      if (box && element.parentElement.localName === "g") { return channels(getComputedStyle(box).fill).rgb; }
    }
    for (var each = element; each; each = each.parentElement) {
      var color = channels(getComputedStyle(each).backgroundColor);
      if (color.alpha === 1) { return color.rgb; }
    }
    return [255, 255, 255];
  }
  var known = new Map();
  var walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  var looked = 0;
  while (walker.nextNode() && looked < 20000) {
    var element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || ["script", "style", "title", "desc"].indexOf(element.localName) >= 0) { continue; }
    if (!element.checkVisibility() || element.closest("caption, .skip")) { continue; }
    looked += 1;
    var style = getComputedStyle(element);
    var isDrawn = element.namespaceURI === "http://www.w3.org/2000/svg";
    var front = channels(isDrawn ? style.fill : style.color).rgb;
    var back = background(element);
    var key = front + "/" + back;
    if (!known.has(key)) {
      var lights = [luminance(front), luminance(back)].sort(function (a, b) { return b - a; });
      known.set(key, (lights[0] + 0.05) / (lights[1] + 0.05));
      if (known.get(key) < 4.5) {
        complain("contrast " + known.get(key).toFixed(2) + " of '" + walker.currentNode.data.trim().slice(0, 30)
          + "' at " + path(element));
      }
    }
  }
  if (!known.size) { complain("no text was found"); }
  return complaints;
})();
