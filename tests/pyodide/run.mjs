// Starts Pyodide, shows it a folder with wheels and tests, and runs `main` of inside.py there.
// node run.mjs FOLDER INSIDE LEAST TESTS...
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, inside, least, ...tests] = process.argv.slice(2);
const installed = join(folder, "node_modules", "pyodide", "pyodide.mjs");
const { loadPyodide } = await import(pathToFileURL(installed).href);

// With CI set, Hypothesis draws the same examples each time. Nothing else of this machine's environment goes in.
const pyodide = await loadPyodide({ env: { CI: "true", HOME: "/home/pyodide" } });
pyodide.mountNodeFS("/given", folder);
// A name other than __main__, so that only `main` runs.
const names = pyodide.toPy({ __name__: "inside" });
pyodide.runPython(readFileSync(inside, "utf-8"), { globals: names, filename: "inside.py" });
process.exitCode = names.get("main")("/given", Number(least), ...tests);
