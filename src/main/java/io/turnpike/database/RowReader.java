package io.turnpike.database;

import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.apache.ibatis.type.JdbcType;
import org.apache.ibatis.type.TypeHandler;
import org.apache.ibatis.type.TypeReference;
import org.jspecify.annotations.Nullable;

/**
 * Makes a record of a row by the places of its columns, for rows that are read by the hundred thousand: MyBatis asks for each value by its
 * column's name, and looks for a way to convert it. A component of this type is taken for every statement that returns its record; they all name
 * the columns in the order of its components.
 *
 * @param <T> the record
 */
public abstract class RowReader<T> extends TypeReference<T> implements TypeHandler<T> {
    /** The record of the row the cursor is on. */
    protected abstract T read(ResultSet row) throws SQLException;

    @Override
    public final T getResult(ResultSet row, String firstColumn) throws SQLException {
        return read(row);
    }

    @Override
    public final T getResult(ResultSet row, int column) throws SQLException {
        return read(row);
    }

    @Override
    public final T getResult(CallableStatement statement, int column) {
        throw new UnsupportedOperationException("no procedure returns rows");
    }

    @Override
    public final void setParameter(PreparedStatement statement, int at, T row, @Nullable JdbcType type) {
        throw new UnsupportedOperationException("a row is no parameter");
    }
}
