/* Loads the state of the services and fills the page. */

const NAMES = { api: 'API', web: 'Website', storage: 'Object storage', mail: 'Mail' };
const STATES = { up: 'Operational', degraded: 'Degraded', down: 'Down' };
const REFRESH_MS = 60000;

let period = 90;

async function load(path) {
  const response = await fetch(`/cgi-bin/${path}`);
  if (!response.ok) {
    throw new Error(`${path} answered ${response.status}`);
  }
  return response.json();
}

// the worst state of all decides what the summary says
function worst(services) {
  for (const state of ['down', 'degraded']) {
    if (services.some((service) => service.state === state)) {
      return state;
    }
  }
  return 'up';
}

function showSummary(services) {
  const state = worst(services);
  const troubled = services.filter((service) => service.state !== 'up').map((service) => NAMES[service.id]);
  const summary = document.querySelector('#summary');
  summary.className = `summary ${state}`;
  summary.querySelector('h1').textContent =
    state === 'up' ? 'All services are operational' : `Trouble with ${troubled.join(', ')}`;
  summary.querySelector('p').textContent = `Last measured ${services[0].at.replace('T', ' ').replace('Z', ' UTC')}.`;
}

function card(service) {
  const existing = document.querySelector(`#service-${service.id}`);
  if (existing) {
    return existing;
  }
  const article = document.querySelector('#service').content.firstElementChild.cloneNode(true);
  article.id = `service-${service.id}`;
  article.querySelector('.icon').src = `/img/${service.id}.svg`;
  article.querySelector('h2').textContent = NAMES[service.id] ?? service.id;
  document.querySelector('#services').append(article);
  return article;
}

async function showService(service) {
  const article = card(service);
  article.className = `service ${service.state}`;
  article.querySelector('.state').textContent = STATES[service.state];

  const { days } = await load(`history?service=${service.id}&days=${period}`);
  const uptime = days.reduce((sum, day) => sum + day.uptime, 0) / Math.max(days.length, 1);
  article.querySelector('.digits').textContent = `${uptime.toFixed(2)}%`;
  article.querySelector('.from').textContent = `${days.length} days ago`;
  window.charts.drawDays(article.querySelector('.days'), days);
  window.charts.drawLatency(article.querySelector('.latency'), days);
}

async function refresh() {
  try {
    const { services } = await load('status');
    showSummary(services);
    await Promise.all(services.map(showService));
  } catch (error) {
    const summary = document.querySelector('#summary');
    summary.className = 'summary down';
    summary.querySelector('h1').textContent = 'The measurements cannot be loaded';
    summary.querySelector('p').textContent = error.message;
  }
}

for (const button of document.querySelectorAll('[data-days]')) {
  button.addEventListener('click', () => {
    period = Number(button.dataset.days);
    for (const other of document.querySelectorAll('[data-days]')) {
      other.setAttribute('aria-pressed', String(other === button));
    }
    refresh();
  });
}

refresh();
setInterval(refresh, REFRESH_MS);
