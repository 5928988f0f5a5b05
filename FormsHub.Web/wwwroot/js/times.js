// Instants in the reader's own zone: "12 min ago" under a day, the full time with its zone in the title.
"use strict";
{
  const language = document.documentElement.lang;
  const full = new Intl.DateTimeFormat(navigator.language || language, { dateStyle: "medium", timeStyle: "short" });
  const zoned = new Intl.DateTimeFormat(navigator.language || language, {
    day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit", timeZoneName: "short",
  });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "short" });

  const ago = (then, now) => {
    const seconds = Math.round((then - now) / 1000);
    if (Math.abs(seconds) < 60) return relative.format(seconds, "second");
    if (Math.abs(seconds) < 3600) return relative.format(Math.trunc(seconds / 60), "minute");
    return relative.format(Math.trunc(seconds / 3600), "hour");
  };

  const show = () => document.querySelectorAll("time[datetime]").forEach(time => {
    const then = new Date(time.dateTime);
    if (Number.isNaN(then.getTime())) return;
    const now = Date.now();
    time.title = zoned.format(then);
    const text = "relative" in time.dataset && Math.abs(now - then) < 86_400_000 ? ago(then, now)
      : "full" in time.dataset ? zoned.format(then) : full.format(then);
    if (time.textContent !== text) time.textContent = text;
  });

  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  document.querySelectorAll("[data-zone]").forEach(place => { place.textContent = zone; });
  show();
  document.addEventListener("formshub:times", show);
  setInterval(show, 30_000);
}
