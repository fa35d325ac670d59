// Functions that an option may name. Each takes the name of a format of values:
// percent (0.842 → 84.2), number (12,345 and 12.3), tenths (28.0).
const dash = "–";
const grouped = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 1 });
const exactly = new Intl.NumberFormat("en-GB", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const plain = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 6 });
const minus = (text) => text.replace("-", "−");

const values = {
  percent: (value) => exactly.format(100 * value),
  number: (value) => minus(grouped.format(value)),
  tenths: (value) => minus(exactly.format(value)),
};

const shown = (format, value) =>
  value == null || value === "-" ? dash : (values[format] ?? values.number)(value);

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const two = (n) => String(n).padStart(2, "0");

// moment is a time on the plant's clock, which charts hold as if it were UTC.
function moment(ms, seconds) {
  const at = new Date(ms);
  const day = `${at.getUTCDate()} ${months[at.getUTCMonth()]}`;
  const time = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
  return seconds ? `${day} ${time}:${two(at.getUTCSeconds())}` : { day, time };
}

export const formats = {
  // a tick of an axis
  axis: (format) => (value) => minus(plain.format(format === "percent" ? Math.round(1e4 * value) / 100 : value)),
  // a tick of an axis of time: the day at midnight, else the hour
  clock: () => (ms) => {
    const { day, time } = moment(ms);
    return time === "00:00" ? day : time;
  },
  // the tooltip of a step: a row for each series that has a value there
  rows: (format) => (rows) => {
    const lines = rows
      .filter((row) => !row.seriesName.startsWith("_") && row.value !== "-")
      .reverse()
      .map((row) => `${shown(format, row.value)}  ${row.seriesName}`);
    return [rows[0]?.axisValueLabel, ...lines].join("\n");
  },
  // the tooltip of a point; one that is drawn elsewhere has its value at the end
  point: (format) => ({ seriesName, value }) => {
    const x = value[0] > 1e11 ? moment(value[0], true) : grouped.format(value[0]);
    return `${shown(format, value[3] ?? value[1])}  ${seriesName}\n${x}`;
  },
};
