/// The page's script: it shows the filters and filters; the page is whole without it.
enum HTMLScript {
    static let text: StaticString = #"""
        "use strict";
        (function () {
          function each(root, selector, action) {
            Array.prototype.forEach.call(root.querySelectorAll(selector), action);
          }
          var findings = document.querySelector('[data-filter="findings"]');
          if (findings) {
            var text = findings.querySelector('input[type="search"]');
            var boxes = findings.querySelectorAll('input[type="checkbox"]');
            var integration = findings.querySelector("select");
            var count = findings.querySelector("[data-count]");
            var all = document.querySelectorAll("details.finding");
            var update = function () {
              var wanted = text.value.trim().toLowerCase();
              var severities = Array.prototype.filter.call(boxes, function (box) { return box.checked; })
                .map(function (box) { return box.value; });
              var chosen = integration ? integration.value : "";
              var shown = 0;
              Array.prototype.forEach.call(all, function (finding) {
                var rule = finding.closest(".rule-group");
                var isShown = severities.indexOf(finding.dataset.severity) >= 0
                  && (!chosen || finding.dataset.integrations.split(" ").indexOf(chosen) >= 0)
                  && (!wanted || finding.textContent.toLowerCase().indexOf(wanted) >= 0
                    || rule.querySelector("h4").textContent.toLowerCase().indexOf(wanted) >= 0);
                finding.hidden = !isShown;
                if (isShown) { shown += 1; }
              });
              each(document, "#findings [data-group]", function (group) {
                group.hidden = !group.querySelector("details.finding:not([hidden])");
              });
              count.textContent = shown + " of " + all.length + " findings shown";
            };
            findings.hidden = false;
            findings.addEventListener("input", update);
            update();
          }
          var objects = document.querySelector('[data-filter="objects"]');
          if (objects) {
            var field = objects.querySelector("input");
            var rows = document.querySelectorAll("#access .matrix")[0].tBodies[0].rows;
            objects.hidden = false;
            objects.addEventListener("input", function () {
              var wanted = field.value.trim().toLowerCase();
              Array.prototype.forEach.call(rows, function (row) {
                row.hidden = row.cells[0].textContent.toLowerCase().indexOf(wanted) < 0;
              });
            });
          }
        })();
        """#
}
