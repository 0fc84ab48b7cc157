/**
 * Text layouts: how the bytes of a usage file become lines, records and fields, and how a field becomes a number or an instant.
 * Nothing here knows what a call or a flow is; a reader's {@code text} block says everything about the file.
 */
@NullMarked
package io.turnpike.mediation.layout;

import org.jspecify.annotations.NullMarked;
