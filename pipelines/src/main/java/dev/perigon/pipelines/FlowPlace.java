package dev.perigon.pipelines;

import java.net.URI;

/**
 * Where one flow is in what it reads.
 *
 * @param target the table that it fills, beside which it notes what it has read
 */
record FlowPlace(URI target, String flow, Cursor cursor) {}
