package dev.perigon.sql.catalyst;

import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.ArrayContains;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.Between;
import org.apache.spark.sql.catalyst.expressions.CaseWhen;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Cast$;
import org.apache.spark.sql.catalyst.expressions.Coalesce;
import org.apache.spark.sql.catalyst.expressions.Contains;
import org.apache.spark.sql.catalyst.expressions.CurrentDate;
import org.apache.spark.sql.catalyst.expressions.CurrentTimestamp;
import org.apache.spark.sql.catalyst.expressions.DateDiff;
import org.apache.spark.sql.catalyst.expressions.DayName;
import org.apache.spark.sql.catalyst.expressions.DayOfMonth;
import org.apache.spark.sql.catalyst.expressions.DayOfWeek;
import org.apache.spark.sql.catalyst.expressions.DayOfYear;
import org.apache.spark.sql.catalyst.expressions.EndsWith;
import org.apache.spark.sql.catalyst.expressions.EqualNullSafe;
import org.apache.spark.sql.catalyst.expressions.EqualTo;
import org.apache.spark.sql.catalyst.expressions.Exists;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GetStructField;
import org.apache.spark.sql.catalyst.expressions.GreaterThan;
import org.apache.spark.sql.catalyst.expressions.GreaterThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.Hour;
import org.apache.spark.sql.catalyst.expressions.If;
import org.apache.spark.sql.catalyst.expressions.In;
import org.apache.spark.sql.catalyst.expressions.InSubquery;
import org.apache.spark.sql.catalyst.expressions.IsNaN;
import org.apache.spark.sql.catalyst.expressions.IsNotNull;
import org.apache.spark.sql.catalyst.expressions.IsNull;
import org.apache.spark.sql.catalyst.expressions.LastDay;
import org.apache.spark.sql.catalyst.expressions.Length;
import org.apache.spark.sql.catalyst.expressions.LessThan;
import org.apache.spark.sql.catalyst.expressions.LessThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.ListQuery;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.Lower;
import org.apache.spark.sql.catalyst.expressions.MapKeys;
import org.apache.spark.sql.catalyst.expressions.MapValues;
import org.apache.spark.sql.catalyst.expressions.Minute;
import org.apache.spark.sql.catalyst.expressions.Month;
import org.apache.spark.sql.catalyst.expressions.MonthName;
import org.apache.spark.sql.catalyst.expressions.MonthsBetween;
import org.apache.spark.sql.catalyst.expressions.NaNvl;
import org.apache.spark.sql.catalyst.expressions.NamedLambdaVariable;
import org.apache.spark.sql.catalyst.expressions.Not;
import org.apache.spark.sql.catalyst.expressions.Now;
import org.apache.spark.sql.catalyst.expressions.Or;
import org.apache.spark.sql.catalyst.expressions.OuterReference;
import org.apache.spark.sql.catalyst.expressions.Quarter;
import org.apache.spark.sql.catalyst.expressions.Second;
import org.apache.spark.sql.catalyst.expressions.Signum;
import org.apache.spark.sql.catalyst.expressions.Size;
import org.apache.spark.sql.catalyst.expressions.Sqrt;
import org.apache.spark.sql.catalyst.expressions.StartsWith;
import org.apache.spark.sql.catalyst.expressions.StringTrim;
import org.apache.spark.sql.catalyst.expressions.TruncDate;
import org.apache.spark.sql.catalyst.expressions.TruncTimestamp;
import org.apache.spark.sql.catalyst.expressions.UnixDate;
import org.apache.spark.sql.catalyst.expressions.UnixMicros;
import org.apache.spark.sql.catalyst.expressions.UnixMillis;
import org.apache.spark.sql.catalyst.expressions.UnixSeconds;
import org.apache.spark.sql.catalyst.expressions.Upper;
import org.apache.spark.sql.catalyst.expressions.WeekDay;
import org.apache.spark.sql.catalyst.expressions.WeekOfYear;
import org.apache.spark.sql.catalyst.expressions.Year;
import org.apache.spark.sql.catalyst.expressions.YearOfWeek;

/** Which expressions can end a query with an error, as far as is known. */
final class Failing {
  private static final Set<Class<?>> SAFE =
      Set.of(
          And.class,
          ArrayContains.class,
          AttributeReference.class,
          Between.class,
          CaseWhen.class,
          Coalesce.class,
          Contains.class,
          CurrentDate.class,
          CurrentTimestamp.class,
          DateDiff.class,
          DayName.class,
          DayOfMonth.class,
          DayOfWeek.class,
          DayOfYear.class,
          EndsWith.class,
          EqualNullSafe.class,
          EqualTo.class,
          Exists.class,
          GetStructField.class,
          GreaterThan.class,
          GreaterThanOrEqual.class,
          Hour.class,
          If.class,
          In.class,
          InSubquery.class,
          IsNaN.class,
          IsNotNull.class,
          IsNull.class,
          LastDay.class,
          Length.class,
          LessThan.class,
          LessThanOrEqual.class,
          ListQuery.class,
          Literal.class,
          Lower.class,
          MapKeys.class,
          MapValues.class,
          Minute.class,
          Month.class,
          MonthName.class,
          MonthsBetween.class,
          NaNvl.class,
          NamedLambdaVariable.class,
          Not.class,
          Now.class,
          Or.class,
          OuterReference.class,
          Quarter.class,
          Second.class,
          Signum.class,
          Size.class,
          Sqrt.class,
          StartsWith.class,
          StringTrim.class,
          TruncDate.class,
          TruncTimestamp.class,
          UnixDate.class,
          UnixMicros.class,
          UnixMillis.class,
          UnixSeconds.class,
          Upper.class,
          WeekDay.class,
          WeekOfYear.class,
          Year.class,
          YearOfWeek.class);

  private Failing() {}

  /** True unless the expression is made of what cannot fail. */
  static boolean mayFail(Expression expression) {
    return !isSafe(expression)
        || Scala.list(expression.children()).stream().anyMatch(Failing::mayFail);
  }

  private static boolean isSafe(Expression expression) {
    if (expression instanceof Cast cast) {
      return Cast$.MODULE$.canUpCast(cast.child().dataType(), cast.dataType());
    }
    return SAFE.contains(expression.getClass());
  }
}
