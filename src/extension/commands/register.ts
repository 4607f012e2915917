import * as vscode from 'vscode';
import { analyzeArchive } from './analyzeArchive.ts';
import { buildAndAnalyze } from './buildAndAnalyze.ts';
import { chooseImage } from './chooseImage.ts';
import type { Bench, Command } from './command.ts';
import { clearCache, exportReport, showDiagnosis } from './commandLine.ts';
import { compareImages, compareLastBuild, compareSteps } from './compare.ts';
import {
  closeComparison,
  compareSideBySide,
  goToBlamed,
  openRow,
  showGrowth,
  swapComparison,
} from './comparisonCommands.ts';
import { compareWithPrevious, copyPath, openFile, showListing, showVersions } from './fileCommands.ts';
import { goToHider, goToWriter } from './lineCommands.ts';
import {
  clearFilters,
  filterByChange,
  filterByName,
  groupByPath,
  groupByStep,
  showMore,
  sortByName,
  sortBySize,
} from './listCommands.ts';
import { saveToDisk } from './saveToDisk.ts';
import { showForecast } from './showForecast.ts';
import { showPicture } from './showPicture.ts';
import {
  analyzeDockerfile,
  nextStep,
  openSample,
  peelStep,
  previousStep,
  reload,
  showImage,
  showLog,
  showStep,
} from './stepCommands.ts';
import { suggestJoins, whatIfJoined, whatIfWithout } from './whatIf.ts';

/** All commands, by the names that package.json gives them titles under. */
export const commands: Readonly<Record<string, Command>> = {
  'layerwise.analyzeArchive': analyzeArchive,
  'layerwise.analyzeDockerfile': analyzeDockerfile,
  'layerwise.buildAndAnalyze': buildAndAnalyze,
  'layerwise.chooseImage': chooseImage,
  'layerwise.clearCache': clearCache,
  'layerwise.clearFilters': clearFilters,
  'layerwise.closeComparison': closeComparison,
  'layerwise.compareImages': compareImages,
  'layerwise.compareLastBuild': compareLastBuild,
  'layerwise.compareSideBySide': compareSideBySide,
  'layerwise.compareSteps': compareSteps,
  'layerwise.compareWithPrevious': compareWithPrevious,
  'layerwise.copyPath': copyPath,
  'layerwise.exportReport': exportReport,
  'layerwise.filterByChange': filterByChange,
  'layerwise.filterByName': filterByName,
  'layerwise.goToBlamed': goToBlamed,
  'layerwise.goToHider': goToHider,
  'layerwise.goToWriter': goToWriter,
  'layerwise.groupWasteByPath': groupByPath,
  'layerwise.groupWasteByStep': groupByStep,
  'layerwise.nextStep': nextStep,
  'layerwise.openDifference': openRow,
  'layerwise.openFile': openFile,
  'layerwise.openSample': openSample,
  'layerwise.peelStep': peelStep,
  'layerwise.previousStep': previousStep,
  'layerwise.reload': reload,
  'layerwise.saveToDisk': saveToDisk,
  'layerwise.showDiagnosis': showDiagnosis,
  'layerwise.showForecast': showForecast,
  'layerwise.showImage': showImage,
  'layerwise.showListing': showListing,
  'layerwise.showLog': showLog,
  'layerwise.showMore': showMore,
  'layerwise.showPicture': showPicture,
  'layerwise.showGrowth': showGrowth,
  'layerwise.showStep': showStep,
  'layerwise.showVersions': showVersions,
  'layerwise.sortByName': sortByName,
  'layerwise.sortBySize': sortBySize,
  'layerwise.suggestJoins': suggestJoins,
  'layerwise.swapComparison': swapComparison,
  'layerwise.whatIfJoined': whatIfJoined,
  'layerwise.whatIfWithout': whatIfWithout,
};

/** Whatever goes wrong is said once, where it was asked for. */
export function registerCommands(bench: Bench): vscode.Disposable {
  const registered = Object.entries(commands).map(([name, command]) =>
    vscode.commands.registerCommand(name, async (argument: unknown, selected: unknown) => {
      try {
        await command(bench, argument, selected);
      } catch (error) {
        if (error instanceof vscode.CancellationError) return;
        const message = error instanceof Error ? error.message : String(error);
        bench.server.log.error(`${name}: ${message}`);
        void vscode.window.showErrorMessage(`Layerwise: ${message}`);
      }
    }),
  );
  return vscode.Disposable.from(...registered);
}
