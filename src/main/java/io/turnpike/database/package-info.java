/**
 * The database: an embedded PostgreSQL in the data directory unless a JDBC URL says otherwise, and COPY, PostgreSQL's bulk
 * load.
 */
@NullMarked
package io.turnpike.database;

import org.jspecify.annotations.NullMarked;
