// JavaScript in place of two native modules of VS Code's server, so that no compiler is needed.

/** Ends an orphaned extension host; the test runner ends its processes itself. */
export const watchdogStandIn = "exports.start = () => {};\n";

/** The logger. One assignment an export: VS Code imports this CommonJS file by name. */
export const spdlogStandIn = `"use strict";
const fs = require("fs");
const path = require("path");
const names = ["trace", "debug", "info", "warning", "error", "critical"];
class Logger {
  constructor(file) { this.file = file; this.level = 2; this.raw = false; }
  write(level, message) {
    if (level < this.level) return;
    const stamp = new Date().toISOString().replace("T", " ").slice(0, 23);
    try { fs.appendFileSync(this.file, this.raw ? message : stamp + " [" + names[level] + "] " + message + "\\n"); } catch {}
  }
  trace(m) { this.write(0, m); }
  debug(m) { this.write(1, m); }
  info(m) { this.write(2, m); }
  warn(m) { this.write(3, m); }
  error(m) { this.write(4, m); }
  critical(m) { this.write(5, m); }
  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
  setPattern() {}
  clearFormatters() { this.raw = true; }
  flush() {}
  drop() {}
}
const create = async (_name, file) => { fs.mkdirSync(path.dirname(file), { recursive: true }); return new Logger(file); };
exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
`;
