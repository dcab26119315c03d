// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** The REST API as the pages see it: JSON, or an Error that says what to do. */

export async function get(path, signal) {
  let response;
  try {
    response = await fetch(path, { headers: { Accept: 'application/json' }, signal });
  } catch (problem) {
    if (problem.name === 'AbortError') throw problem;
    throw new Error('The server does not answer. Is it still running?');
  }
  const body = await response.json().catch(() => null);
  if (response.ok) return body;
  const error = new Error(body?.detail ?? 'The server answered ' + response.status + '.');
  error.status = response.status;
  error.fields = (body?.errors ?? []).map((each) => each.field);
  throw error;
}
