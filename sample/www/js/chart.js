/* Two small charts: a bar for each day, and a line of latencies. */

const SVG = 'http://www.w3.org/2000/svg';

function element(name, attributes) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    node.setAttribute(key, value);
  }
  return node;
}

// what a day with that much uptime looks like
function stateOf(uptime) {
  if (uptime >= 99.9) {
    return 'up';
  }
  return uptime >= 90 ? 'degraded' : 'down';
}

function drawDays(svg, days) {
  svg.replaceChildren();
  svg.setAttribute('viewBox', `0 0 ${days.length} 10`);
  svg.setAttribute('aria-label', `Uptime of each of the last ${days.length} days`);
  days.forEach((day, index) => {
    const bar = element('rect', { x: index + 0.1, y: 0, width: 0.8, height: 10, class: stateOf(day.uptime) });
    const title = element('title', {});
    title.textContent = `${day.day}: ${day.uptime} %`;
    bar.append(title);
    svg.append(bar);
  });
}

function drawLatency(svg, days) {
  const highest = Math.max(...days.map((day) => day.latency), 1);
  const points = days.map((day, index) => `${index} ${(40 - (36 * day.latency) / highest).toFixed(2)}`);
  svg.replaceChildren();
  svg.setAttribute('viewBox', `0 0 ${Math.max(days.length - 1, 1)} 40`);
  svg.setAttribute('aria-label', `Median latency, at most ${highest} milliseconds`);
  svg.append(element('path', { d: `M ${points.join(' L ')}` }));
}

window.charts = { drawDays, drawLatency };
