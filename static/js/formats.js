// Functions that an option may name, since JSON cannot carry any.
const dash = "–";

export const formats = {
  // 0.8421 → '84.2'
  percent: (value) => (value == null || value === "-" ? dash : (100 * value).toFixed(1)),
  // axis: 0.85 → '85'
  percentAxis: (value) => String(Math.round(1000 * value) / 10),
  // the label at a line's end, from the series '_stability': 'stability 84.2'
  endLabel: ({ seriesName, value }) => `${seriesName.slice(1)} ${formats.percent(value)}`,
  // the tooltip of a trend: a row for each series that has a value there
  trend: (rows) => {
    const lines = rows
      .filter((row) => !row.seriesName.startsWith("_") && row.value !== "-")
      .reverse()
      .map((row) => `${formats.percent(row.value)}  ${row.seriesName}`);
    return [rows[0]?.axisValueLabel, ...lines].join("\n");
  },
};
