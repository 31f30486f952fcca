// Draws a chart of the portal with ApexCharts. The page gives plain data ({ unit, bars, series: [{ name, role,
// points: [[ms, value]] }] }); how it looks is decided here and in tokens.css.
import ApexCharts from 'apexcharts';
import { inTurn } from './turns.js';

const token = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const number = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 });
const format = value => value === null || value === undefined ? 'none' : number.format(value);

function colourOf(series, index, all) {
  const roles = { subject: '--chart-subject', compare: '--chart-compare', invalid: '--invalid' };
  if (roles[series.role]) return token(roles[series.role]);
  const place = all.slice(0, index).filter(other => other.role === 'category').length;
  return token(`--series-${place % 6 + 1}`);
}

function look(data) {
  const filled = data.series.map(series => !data.bars && series.role === 'subject');
  const text = { colors: token('--text-3'), fontSize: token('--fs-small'), fontFamily: token('--font') };
  return {
    chart: {
      type: data.bars ? 'bar' : 'area', stacked: data.bars, height: '100%', background: 'transparent', parentHeightOffset: 0,
      animations: { enabled: false }, toolbar: { show: false }, zoom: { enabled: false }, selection: { enabled: false },
      fontFamily: token('--font'), redrawOnParentResize: true, redrawOnWindowResize: true,
    },
    colors: data.series.map(colourOf),
    fill: { type: 'solid', opacity: data.bars ? 1 : filled.map(fill => fill ? .1 : 0) },
    stroke: { curve: 'straight', width: data.bars ? 0 : data.series.map(series => series.role === 'compare' ? 1.25 : 1.75) },
    plotOptions: { bar: { columnWidth: '80%', borderRadius: 0 } },
    dataLabels: { enabled: false }, markers: { size: 0 }, legend: legend(data),
    states: { hover: { filter: { type: 'none' } }, active: { filter: { type: 'none' } } },
    grid: { borderColor: token('--chart-grid'), padding: { top: -16, right: 8, bottom: -4, left: 8 } },
    xaxis: {
      type: 'datetime', tooltip: { enabled: false }, axisTicks: { show: false }, axisBorder: { color: token('--line-strong') },
      labels: { datetimeUTC: true, style: text, datetimeFormatter: { day: 'd MMM', hour: 'HH:mm', minute: 'HH:mm', second: 'HH:mm:ss' } },
      crosshairs: { stroke: { color: token('--line-strong') } },
    },
    yaxis: { ...scaleOf(data), labels: { style: text, formatter: format } },
    tooltip: {
      theme: false, shared: true, intersect: false, marker: { show: false },
      x: { formatter: ms => new Date(ms).toISOString().replace('T', ' ').slice(0, 19) + ' UTC' },
      y: { formatter: value => `${format(value)} ${data.unit}` },
    },
    noData: { text: 'Nothing in this window' },
  };
}

// Round numbers from 0 in at most four steps: grid lines to read by, not to count.
function scaleOf(data) {
  const sums = data.bars
    ? (data.series[0]?.points ?? []).map((_, i) => data.series.reduce((sum, series) => sum + (series.points[i]?.[1] ?? 0), 0))
    : data.series.flatMap(series => series.points.map(([, value]) => value ?? 0));
  const top = sums.reduce((a, b) => Math.max(a, b), 0) || 1;
  const size = 10 ** Math.floor(Math.log10(top / 4));
  const step = [1, 2, 2.5, 5, 10].map(n => n * size).find(n => n * 4 >= top);
  const bottom = sums.reduce((a, b) => Math.min(a, b), 0);
  const [above, below] = [Math.max(1, Math.ceil(top / step)), Math.min(20, Math.ceil(-bottom / step))];
  return { max: step * above, min: -step * below, tickAmount: above + below };
}

// One series needs no legend: the title names it.
function legend(data) {
  return {
    show: data.series.length > 1, position: 'top', horizontalAlign: 'right', offsetY: 0, fontSize: token('--fs-small'),
    labels: { colors: token('--text-2') }, markers: { size: 5, strokeWidth: 0, offsetX: -4 }, onItemClick: { toggleDataSeries: false }, onItemHover: { highlightDataSeries: false },
  };
}

const drawn = data => data.series.map(series => ({ name: series.name, data: series.points }));

/** Draws into the element; resolves once it is drawn, so that an append never meets a chart that is not there; with null
    when the element has left the page. With `picked` a click on a point tells its instant (`PickAsync`). */
export async function create(element, data, picked) {
  if (!element?.isConnected) return null;
  let [current, gone] = [data, false];
  const options = { ...look(data), series: drawn(data) };
  if (picked) {
    options.chart.events = {
      click: (_, __, { dataPointIndex }) => {
        const point = current.series[0]?.points[dataPointIndex];
        if (point) picked.invokeMethodAsync('PickAsync', point[0]);
      },
    };
  }
  const chart = new ApexCharts(element, options);
  await chart.render();

  const restyle = () => chart.updateOptions({ ...look(current), series: drawn(current) }, true, false);
  let scale = JSON.stringify(scaleOf(data));
  // New values may go beyond the scale: it is drawn anew then, else only the lines are.
  const redraw = () => {
    const wanted = JSON.stringify(scaleOf(current));
    const fits = wanted === scale;
    scale = wanted;
    return fits ? chart.updateSeries(drawn(current), false) : restyle();
  };
  addEventListener('portal:theme', restyle);

  return {
    /** Everything anew. */
    async update(next) {
      const sameShape = next.bars === current.bars && next.unit === current.unit && next.series.length === current.series.length
        && next.series.every((series, i) => series.role === current.series[i].role && series.name === current.series[i].name);
      current = next;
      if (!sameShape) scale = JSON.stringify(scaleOf(next));
      await (sameShape ? redraw() : restyle());
    },
    /** Points before `from` leave; added points follow, in place of those from their first instant on. */
    async append({ from, added }) {
      const series = current.series.map((line, i) => {
        const first = added[i][0]?.[0] ?? Infinity;
        return { ...line, points: [...line.points.filter(([ms]) => ms >= from && ms < first), ...added[i]] };
      });
      current = { ...current, series };
      await inTurn(() => gone ? undefined : redraw());
    },
    /** Saves what is drawn as a picture, twice as large as it is shown: sharp in a report. */
    async save(name) {
      const { imgURI } = await chart.dataURI({ scale: 2 });
      const link = Object.assign(document.createElement('a'), { href: imgURI, download: name });
      link.click();
    },
    dispose() {
      gone = true;
      removeEventListener('portal:theme', restyle);
      chart.destroy();
    },
  };
}
