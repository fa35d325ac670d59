// Colours of the style sheet, for what is drawn on a canvas.
export function token(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

// pattern is the hatch of doubt: 45°, 1 px lines 4 apart.
export function pattern(name) {
  const side = 4;
  const scale = Math.max(1, Math.round(window.devicePixelRatio));
  const tile = document.createElement("canvas");
  tile.width = tile.height = side * scale;
  const pen = tile.getContext("2d");
  pen.strokeStyle = token(name);
  pen.lineWidth = scale * 0.9;
  pen.beginPath();
  for (const shift of [-side, 0, side]) {
    pen.moveTo((shift - 1) * scale, (side + 1) * scale);
    pen.lineTo((shift + side + 1) * scale, -scale);
  }
  pen.stroke();
  return { image: tile, repeat: "repeat", scaleX: 1 / scale, scaleY: 1 / scale };
}
