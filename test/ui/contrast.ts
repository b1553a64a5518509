import type { Frame } from 'playwright-core';

/**
 * The icons, bars and coloured borders in a frame with a contrast below 3 : 1 to what is around them, a line
 * each: the classes, and the contrast. Disabled controls are left out; what only the pointer or the focus
 * makes visible is measured as if it were. Rejects if there is nothing to measure.
 */
export async function lowContrasts(frame: Frame): Promise<string[]> {
  const found = (await frame.evaluate(contrastsSource)) as (readonly [name: string, contrast: number])[];
  if (found.length === 0) throw new Error('There is nothing to measure');
  const low = found.filter(([, contrast]) => !(contrast >= 3));
  return [...new Set(low.map(([name, contrast]) => `${name}: ${contrast.toFixed(2)}`))];
}

const contrastsSource = `(() => {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const rgbaOf = (color) => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  };
  const parentOf = (one) => one.assignedSlot ?? one.parentElement ?? one.getRootNode().host ?? null;
  const over = (front, back, opacity = 1) => {
    const alpha = front[3] * opacity;
    return [0, 1, 2].map((at) => front[at] * alpha + back[at] * (1 - alpha));
  };
  const backgroundOf = (one) =>
    one === null ? [255, 255, 255] : over(rgbaOf(getComputedStyle(one).backgroundColor), backgroundOf(parentOf(one)));
  const opacityOf = (one) => one === null ? 1 : getComputedStyle(one).opacity * opacityOf(parentOf(one));
  const luminanceOf = (color) => {
    const [red, green, blue] = color.map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrastOf = (one, property) => {
    const back = backgroundOf(parentOf(one));
    const front = over(rgbaOf(getComputedStyle(one)[property]), back, opacityOf(one) || 1);
    const [light, dark] = [luminanceOf(front), luminanceOf(back)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };
  const properties = {
    '.codicon, .cell:not(.result-none)': 'color',
    '.span': 'borderTopColor',
    '.swatch:not(.state-EXPIRED), .bar > *': 'backgroundColor',
    'svg .part': 'fill',
    '.card:is(.bad, .warning, .good, .busy), .status:is(.tone-bad, .tone-warning, .tone-busy), .story.known': 'borderLeftColor',
  };
  return Object.entries(properties).flatMap(([selector, property]) =>
    [...document.querySelectorAll(selector)]
      .filter((one) => one.checkVisibility() && one.closest('[inert]') === null)
      .filter((one) => !getComputedStyle(one)[property].startsWith('url'))
      .map((one) => {
        const parent = one.parentElement.getAttribute('class') ?? one.parentElement.localName;
        return [parent + ' > ' + one.getAttribute('class'), contrastOf(one, property)];
      }));
})()`;
