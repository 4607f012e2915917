import { availableParallelism } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { questions } from '../protocol/questions.ts';
import { readerQuestions } from '../protocol/readerQuestions.ts';
import { mergerAnswers } from './answers/mergerAnswers.ts';
import { openLayerCache } from './cache/layerCache.ts';
import type { Means } from './loadImage.ts';
import { readerAnswers } from './reading/readerAnswers.ts';
import { readerPool } from './reading/readerPool.ts';
import { answering } from './thread/asking.ts';
import { portConnection } from './thread/portConnection.ts';
import type { MergerData, ThreadData } from './threadData.ts';

/** The script of all threads: one merger, and readers that it starts. */
if (parentPort === null) throw new Error('this script runs in a worker thread');
const connection = portConnection(parentPort);
const data = workerData as ThreadData;
if (data.role === 'reader') answering(connection, readerQuestions, readerAnswers());
else answering(connection, questions, mergerAnswers(means(data)));
connection.listen();

function means({ file, readers, cacheDirectory, cacheMaximum, engines = false, env = process.env }: MergerData): Means {
  return {
    pool: readerPool(file, { role: 'reader' }, readers ?? availableParallelism()),
    cache: cacheDirectory === null ? null : openLayerCache({ directory: cacheDirectory, maxBytes: cacheMaximum }),
    engines,
    env,
  };
}
