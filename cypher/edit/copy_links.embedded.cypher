// what = "Bulk load of links into the embedded engine, beside copy_nodes."
// [param.rows]
// type = "table"
COPY <type> FROM $rows (from = '<from>', to = '<to>')
