-- An editor that knows nothing of Codicil: Neovim with its own LSP client, no plugins.
--   nvim --headless -u NONE -i NONE -n -c 'luafile test/neovim/codicil.lua'
-- Environment: CODICIL_COMMAND (JSON array), CODICIL_FILE (the policy). Writes what it sees, ends with exit code 0 or 1.
-- Written for Debian 12's Neovim 0.7, which has neither vim.lsp.start nor -l.

local patience = 30000

local function log(...)
  io.stdout:write(table.concat({ ... }, ' ') .. '\n')
end

local function until_true(what, look)
  assert(vim.wait(patience, look, 20), 'waited in vain for ' .. what)
end

local function code_of(diagnostic)
  local lsp = (diagnostic.user_data or {}).lsp or {}
  return lsp.code or diagnostic.code
end

local function find(buffer, code)
  for _, diagnostic in ipairs(vim.diagnostic.get(buffer)) do
    if code_of(diagnostic) == code then
      return diagnostic
    end
  end
end

local function ask(client, buffer, method, params)
  local reply = client.request_sync(method, params, patience, buffer)
  assert(reply and not reply.err, method .. ': ' .. vim.inspect(reply))
  return reply.result
end

local function main()
  local file = os.getenv('CODICIL_FILE')
  local command = vim.fn.json_decode(os.getenv('CODICIL_COMMAND'))
  vim.cmd('edit ' .. vim.fn.fnameescape(file))
  vim.bo.filetype = 'markdown'
  local buffer = vim.api.nvim_get_current_buf()
  local is_ready = false
  local id = vim.lsp.start_client({
    name = 'codicil',
    cmd = command,
    root_dir = vim.fn.fnamemodify(file, ':h'),
    on_init = function()
      is_ready = true
    end,
  })
  assert(id, 'the server could not be started')
  vim.lsp.buf_attach_client(buffer, id)
  until_true('the server', function()
    return is_ready
  end)
  local client = vim.lsp.get_client_by_id(id)
  local document = vim.lsp.util.make_text_document_params(buffer)

  local code = 'references/outdated-control'
  until_true(code, function()
    return find(buffer, code) ~= nil
  end)
  local found = find(buffer, code)
  local line = vim.api.nvim_buf_get_lines(buffer, found.lnum, found.lnum + 1, false)[1]
  -- Neovim counts bytes: the emoji before the number shows whether UTF-16 was translated.
  log('diagnostic', code, line:sub(found.col + 1, found.end_col))

  local shape = vim.lsp.util.make_given_range_params(
    { found.lnum + 1, found.col },
    { found.end_lnum + 1, found.end_col },
    buffer,
    client.offset_encoding
  )
  local actions = ask(client, buffer, 'textDocument/codeAction', {
    textDocument = document,
    range = shape.range,
    context = { diagnostics = {}, only = { 'quickfix' } },
  })
  local fix
  for _, action in ipairs(actions) do
    if action.isPreferred and action.title:find('A.12.3.1', 1, true) then
      fix = action
    end
  end
  assert(fix, 'no preferred quick fix: ' .. vim.inspect(actions))
  vim.lsp.util.apply_workspace_edit(fix.edit, client.offset_encoding)
  until_true('the finding to go', function()
    return find(buffer, code) == nil
  end)
  log('quick fix', vim.api.nvim_buf_get_lines(buffer, found.lnum, found.lnum + 1, false)[1])

  -- Words of a title find the number.
  vim.api.nvim_buf_set_lines(buffer, 1, 1, false, { 'controls: [backup' })
  vim.api.nvim_win_set_cursor(0, { 2, #'controls: [backup' })
  local completion = ask(client, buffer, 'textDocument/completion', {
    textDocument = document,
    position = { line = 1, character = #'controls: [backup' },
  })
  local labels = {}
  for _, item in ipairs(completion.items or completion) do
    table.insert(labels, item.label)
    if item.label:find('A.8.13', 1, true) then
      log('completion', item.label)
    end
  end
  assert(#labels > 0, 'no completion')
  vim.api.nvim_buf_set_lines(buffer, 1, 2, false, {})

  local at = vim.fn.searchpos('A\\.8\\.13', 'n')
  local hover = ask(client, buffer, 'textDocument/hover', {
    textDocument = document,
    position = { line = at[1] - 1, character = 2 },
  })
  -- The cursor stands on the first words of the line, where there is nothing to explain.
  assert(hover == nil or hover == vim.NIL, vim.inspect(hover))
  vim.api.nvim_win_set_cursor(0, { at[1], at[2] })
  local position = vim.lsp.util.make_position_params(0, client.offset_encoding)
  log('hover', (ask(client, buffer, 'textDocument/hover', position).contents.value:match('^[^\n]*')))
  local target = ask(client, buffer, 'textDocument/definition', position)[1]
  log('definition', vim.fn.fnamemodify(vim.uri_to_fname(target.uri or target.targetUri), ':t'))

  vim.cmd('write')
  vim.lsp.stop_client(id)
  until_true('the server to end', function()
    return vim.lsp.get_client_by_id(id) == nil
  end)
end

local ok, problem = xpcall(main, debug.traceback)
if not ok then
  log('FAILED', problem)
end
vim.cmd(ok and 'qall!' or 'cquit! 1')
