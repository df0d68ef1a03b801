// What the viewer takes and answers; docs/web.md explains it.

/** What `set()` takes; null means automatic (radius: the default). */
export interface Settings {
  /** its number (`state().pages[].page`), or its URL or a part of it */
  page?: number | string;
  layer?: 'clicks' | 'moves' | 'scroll' | 'attention' | 'dropoff';
  device?: 'automatic' | 'mobile' | 'tablet' | 'desktop' | 'all';
  /** 4..200 page px */
  radius?: number | null;
  ramp?: 'classic' | 'viridis' | 'inferno' | 'cividis' | 'mono' | 'fog';
  /** of the ramp `mono`, like '#f46d43' */
  color?: string;
  scale?: 'linear' | 'log' | 'clip' | 'equalised';
  /** the percentile at which `clip` ends */
  clip?: number | null;
  /** events (moves: ms) per spot below which the layer fades */
  fadeBelow?: number | null;
  /** lines of equal density with labels */
  contours?: boolean;
  /** drawn over the layer, in this order: 'confetti:device@0.8,paths,reach'; '' = none */
  overlays?: string;
  /** 0..1 */
  opacity?: number | null;
  /** the scale's end, in the legend's unit */
  maximum?: number | null;
  /** 0..1 */
  dimming?: number | null;
  /** ms since 1970, inclusive */
  from?: number | null;
  /** ms since 1970, exclusive */
  to?: number | null;
  /** reach markers and the fold on the scroll layer */
  markers?: boolean;
  /** percentages whose reach is marked, '75,50,25'; 'none' */
  reachLines?: string;
  /** what the scroll layers count */
  unit?: 'page-views' | 'sessions';
  /** the line of the viewport that must get to a depth */
  line?: 'bottom' | 'centre' | 'top';
  depth?: 'px' | 'share';
  fold?: 'median' | 'mean';
  /** ms, for attention */
  minExposure?: number | null;
  /** a gradient instead of bands */
  smooth?: boolean;
  /** the graph beside the page */
  graph?: boolean;
  /** an element that scrolls inside the page (`state().containers`), instead of the page */
  container?: number | null;
  /** which clicks */
  clicks?: 'all' | 'first' | 'last' | 'touch' | 'rage';
  /** where hits on fixed elements are drawn */
  fixed?: 'hidden' | 'top' | 'spread';
  /** ms since the page was opened, inclusive */
  sinceOpenFrom?: number | null;
  /** ms since the page was opened, exclusive */
  sinceOpenTo?: number | null;
  /** addresses of other pages to count in; `*` is anything */
  pages?: string | null;
  /** `1024-1440`, `768-` */
  widths?: string | null;
  /** `9-17,22` */
  hours?: string | null;
  /** `mon-fri` */
  weekdays?: string | null;
  /** `recorded`, `utc`, `+02:00` */
  zone?: string | null;
  /** `10s-5min` */
  sessionLength?: string | null;
  entry?: string | null;
  exit?: string | null;
  /** `variant=B` */
  tags?: string[] | string | null;
  /** ids */
  sessions?: string[] | string | null;
}

export interface Kept { pageViews: number; sessions: number }
export interface Size { width: number; height: number }

/** In whole page px; `numbers` are explained in docs/definitions.md, null until counted. */
export interface Region {
  id: number; name: string; x: number; y: number; width: number; height: number;
  numbers: Record<string, number | null> | null;
}

/** An element that scrolls inside the page, by the recorder's number, and who scrolled it. */
export interface Container { container: number; name: string; pageViews: number; sessions: number; depth: number }

export interface Page { page: number; url: string; title: string; pageViews: number }

/** What `cost()` answers: since settings, view or recording changed last. */
export interface Cost {
  frames: number;
  /** of the frame with the most */
  passes: number; drawCalls: number;
  uploads: number; uploadedBytes: number;
  selections: number; binnings: number; sorts: number; brushMoves: number; brushPoints: number; rowCounts: number;
  peaks: number; blurs: number; blurredCells: number;
  lastFrame: { passes: number; drawCalls: number; uploads: number; uploadedBytes: number; residentBytes: number };
  /** where frames are drawn without WebGL, instead of passes, draw calls and uploads, which are 0 there */
  memory?: {
    pagesDrawn: number; evaluations: number; colorings: number;
    canvasFrames: number; canvasBytes: number; lastFrameBytes: number;
  };
}

/** What `state()` answers. */
export interface State {
  phase: 'empty' | 'loading' | 'ready' | 'failed';
  name: string; receivedBytes: number; decodedBytes: number; totalBytes: number | null;
  warnings: string[]; warningCount: number; eventsLost: number;
  isOutlined: boolean; isPartial: boolean; eventsInMemory: number;
  error: { code: number; message: string; offset: number | null } | null;
  settings: {
    page: number; layer: string; device: string; radius: number; ramp: string; color: string; scale: string; clip: number;
    fadeBelow: number; contours: boolean; overlays: string; opacity: number | null; maximum: number | null; dimming: number;
    from: number | null; to: number | null; markers: boolean; clicks: string; fixed: string;
    unit: string; line: string; depth: string; fold: string; minExposure: number; smooth: boolean; graph: boolean;
    reachLines: string; container: number | null;
    sinceOpenFrom: number | null; sinceOpenTo: number | null; pages: string; widths: string; hours: string; weekdays: string;
    zone: string; sessionLength: string; entry: string; exit: string; tags: string[]; sessions: string[];
  };
  /** what each option would keep */
  filters: {
    kept: Kept; hasTimeZones: boolean; devices: Record<string, Kept>; hours: number[]; weekdays: number[];
    entry: { page: number; kept: Kept }[]; exit: { page: number; kept: Kept }[];
    tags: { key: string; values: { value: string; kept: Kept }[] }[]; preview: Kept | null;
  } | null;
  /** of the current page */
  regions: Region[];
  hasRegionTool: boolean;
  /** of the current page, on layers made of rows */
  containers: Container[];
  /** empty until complete */
  recordingId: string;
  timeAxis: 'recording' | 'sinceOpen'; isPlaying: boolean;
  /** most page views first */
  pages: Page[];
  /** ms since 1970 */
  timeBegin: number; timeEnd: number;
  sessions: number; pageViews: number; events: number;
  layerEvents: number; layerWeight: number; maximum: number; automaticMaximum: number; outsidePage: number; fixedPoints: number;
  hasScreenshot: boolean; isScaleExact: boolean;
  /** in force */
  opacity: number;
  title: string; sampleLine: string;
  legend: { shown: boolean; title: string; ticks: { t: number; label: string }[] };
  hover: { x: number; y: number; events: number; weight: number; sessions: number; of: number; share: number; text: string } | null;
  pageSize: Size; viewSize: Size; pixelRatio: number;
  /** px = (page px - origin) * scale */
  view: { originX: number; originY: number; scaleX: number; scaleY: number };
  /** where the page is drawn, device px */
  canvas: { x: number; y: number; width: number; height: number };
  zoom: number; showsPanel: boolean; renderer: string; canUndo: boolean; canRedo: boolean;
  revision: number; frames: number; isIdle: boolean;
}
